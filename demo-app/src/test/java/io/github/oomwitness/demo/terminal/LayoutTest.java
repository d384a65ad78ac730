// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void longTextIsBrokenAtBlanks() {
        assertThat(Wrapping.wrap("one two three", 8)).containsExactly("one two", "three");
    }

    @Test
    void whatFollowsALabelStandsBesideIt() {
        assertThat(Wrapping.wrap("who   a rather long name", 16)).containsExactly("who   a rather", "      long name");
    }

    @Test
    void aWordWithoutABlankIsBrokenAtTheWidth() {
        assertThat(Wrapping.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    }

    @Test
    void whatIsClippedShowsThatItIs() {
        assertThat(Wrapping.clip("abcdefghij", 8)).isEqualTo("abcde...");
        assertThat(Wrapping.clip("abcdefgh", 8)).isEqualTo("abcdefgh");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(Columns.align(List.of(List.of("a", "b"), List.of("long", "c"))))
                .containsExactly("a     b", "long  c");
    }

    @Test
    void boxesBesideEachOtherAreOneRectangle() {
        List<String> lines =
                new SideBySide(SideBySide.Frame.ASCII, 40).lines("left", List.of("x"), "right", List.of("y", "z"));

        assertThat(lines).hasSize(4).allMatch(line -> line.length() == 40);
        assertThat(lines.get(0)).startsWith("+- left -").contains("+- right -").endsWith("+");
        assertThat(lines.get(1)).startsWith("| x ").contains("| y ").endsWith(" |");
    }

    @Test
    void theLocaleThatCountsSaysWhetherTheTerminalHasBoxCharacters() {
        assertThat(Terminal.isUtf8(Map.of("LANG", "en_GB.UTF-8"))).isTrue();
        assertThat(Terminal.isUtf8(Map.of("LANG", "C.utf8", "LC_ALL", "C"))).isFalse();
        assertThat(Terminal.isUtf8(Map.of("LANG", "C", "LC_ALL", "", "LC_CTYPE", "C.UTF-8")))
                .isTrue();
        assertThat(Terminal.isUtf8(Map.of())).isFalse();
    }
}
