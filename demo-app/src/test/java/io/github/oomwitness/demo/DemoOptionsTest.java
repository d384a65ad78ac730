// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void withoutArgumentsTheLeakIsShownWithTheAgentThatWasBuilt() {
        DemoOptions options = DemoOptions.parse(new String[0]);

        assertThat(options.scenario()).isEqualTo("leak");
        assertThat(options.agent()).contains(DemoOptions.BUILT_AGENT.toAbsolutePath());
        assertThat(options.output()).isEmpty();
    }

    @Test
    void eachOptionIsTaken() {
        DemoOptions options = DemoOptions.parse(new String[] {"page-cache", "--agent", "/a.jar", "--output", "/out"});

        assertThat(options.scenario()).isEqualTo("page-cache");
        assertThat(options.agent()).contains(Path.of("/a.jar"));
        assertThat(options.output()).contains(Path.of("/out"));
        assertThat(DemoOptions.parse(new String[] {"--without-agent"}).agent()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(new String[] {"--agnet", "x"}))
                .withMessage("The option '--agnet' is not known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(new String[] {"--agent"}))
                .withMessage("The option '--agent' wants a path after it");
    }

    @Test
    void theScenariosHaveDifferentNames() {
        assertThat(Scenarios.ALL)
                .extracting(Scenario::name)
                .doesNotHaveDuplicates()
                .containsExactly("leak", "innocent-victim", "page-cache", "garbage", "direct", "pod-limit");
    }
}
