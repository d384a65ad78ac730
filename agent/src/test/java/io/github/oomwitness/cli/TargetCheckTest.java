// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What speaks against an attach; the same with real JVMs is in AttachRefusalsIT. */
class TargetCheckTest {
    private static final Path JAR = Path.of("/opt/agent.jar");
    private static final Users USERS = new Users(Map.of(0, "root", 1000, "app"));
    private static final int PID = 4711;

    @Test
    void nothingSpeaksAgainstAJvmOfOnesOwnOrOfAnybodyForRoot() throws Exception {
        assertThat(as(1000, 1000).pass(PID, jvm(1000, 1000, 'S', true))).isNotNull();
        assertThat(as(0, 0).pass(PID, jvm(1000, 1000, 'S', true))).isNotNull();
    }

    /** SIGQUIT would end it: its handler is not there yet, or never will be. */
    @Test
    void aJvmThatNeitherListensNorCatchesSigquitIsLeftAlone() {
        assertThatThrownBy(() -> as(0, 0).pass(PID, jvm(0, 0, 'S', false)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the attempt would end it")
                .hasMessageContaining("try again in a moment");
    }

    @Test
    void whatCannotBeToldToBeAJvmIsLeftAlone() {
        Target hidden = new Target(facts(1000, 1000, 'S', true), JvmEvidence.UNKNOWN, null, false, true);

        assertThatThrownBy(() -> as(1000, 1000).pass(PID, hidden)).hasMessageContaining("it cannot be told");
    }

    @Test
    void theGroupHasToBeTheSameToo() {
        assertThatThrownBy(() -> as(1000, 1000).pass(PID, jvm(1000, 2000, 'S', true)))
                .hasMessageContaining("it runs as user app (uid 1000, gid 2000)")
                .hasMessageContaining("this command as user app (uid 1000, gid 1000)")
                .hasMessageContaining("run: sudo -u app -g '#2000' java -jar /opt/agent.jar");
    }

    @Test
    void aProcessThatHasEndedIsNotWaitedFor() {
        assertThatThrownBy(() -> as(0, 0).pass(PID, jvm(0, 0, 'Z', true))).hasMessageContaining("it has ended");
    }

    private static TargetCheck as(int user, int group) {
        ProcessFacts own = new ProcessFacts(1, 1, 'R', user, group, List.of(1), true);
        return new TargetCheck(own, USERS, JAR, false);
    }

    private static Target jvm(int user, int group, char state, boolean catchesQuit) {
        return new Target(facts(user, group, state, catchesQuit), JvmEvidence.IS_JVM, null, false, true);
    }

    private static ProcessFacts facts(int user, int group, char state, boolean catchesQuit) {
        return new ProcessFacts(PID, PID, state, user, group, List.of(PID), catchesQuit);
    }
}
