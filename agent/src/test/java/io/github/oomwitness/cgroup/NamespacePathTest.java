// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespacePathTest {
    @ParameterizedTest
    @CsvSource({
        // own path, mount's root, unnamed levels, names
        "/a/b,           /,        0, a b",
        "/a/b,           /a/b,     0, ''",
        "/a/b/c,         /a/b,     0, c",
        "/,              /,        0, ''",
        "/,              /..,      1, ''",
        "/c,             /../..,   2, c",
        "/../sibling,    /../..,   1, sibling",
        "/../sibling,    /..,      0, sibling",
        "/../sibling/x,  /../sibling, 0, x",
    })
    void theWayDownFromAMountsRoot(String own, String root, int unnamed, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(" "));

        assertThat(NamespacePath.parse(own).from(NamespacePath.parse(root)))
                .isEqualTo(new NamespacePath.Descent(unnamed, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b,        /a/bc",
        "/a,          /a/b",
        "/../sibling, /",
        "/..,         /",
        "/,           /../other",
        "/../x,       /../../y",
    })
    void aMountMayShowAnotherPartOfTheHierarchy(String own, String root) {
        assertThat(NamespacePath.parse(own).from(NamespacePath.parse(root))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/a/b, 0, /a/b", "/a/b, 1, /a", "/a/b, 2, /", "/a, 3, /../..", "/../x, 2, /../..", "/, 0, /"})
    void levelsAreTakenOffTheEnd(String path, int count, String shorter) {
        assertThat(NamespacePath.parse(path).up(count)).hasToString(shorter);
    }
}
