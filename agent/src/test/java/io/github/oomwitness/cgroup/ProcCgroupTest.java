// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcCgroupTest {
    @Test
    void bothVersionsAreRead() {
        String text = "9:name=systemd:/\n4:cpu,memory:/docker/ab\n0::/system.slice/x.service\n";

        assertThat(ProcCgroup.parse(text))
                .containsExactly(
                        new ProcCgroup(9, "name=systemd", "/", false),
                        new ProcCgroup(4, "cpu,memory", "/docker/ab", false),
                        new ProcCgroup(0, "", "/system.slice/x.service", false));
        assertThat(ProcCgroup.parse(text))
                .extracting(group -> group.hasController("memory"))
                .containsExactly(false, true, false);
    }

    @Test
    void aPathMayHaveColonsAndBlanks() {
        assertThat(ProcCgroup.parse("0::/pod.slice:cri-containerd:ab cd\n"))
                .containsExactly(new ProcCgroup(0, "", "/pod.slice:cri-containerd:ab cd", false));
    }

    @Test
    void aDeletedCgroupIsKnownByItsSuffix() {
        assertThat(ProcCgroup.parse("0::/gone (deleted)\n")).containsExactly(new ProcCgroup(0, "", "/gone", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0:", "0::", "0::relative", "x:memory:/", "::/", "0:: (deleted)"})
    void aLineThatIsNoCgroupIsLeftOut(String line) {
        assertThat(ProcCgroup.parse(line + "\n1:memory:/\n")).hasSize(1);
    }
}
