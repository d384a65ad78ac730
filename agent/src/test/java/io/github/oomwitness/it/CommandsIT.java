// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator does to a JVM that runs already: list, attach, status, detach. */
class CommandsIT {
    private static final long MIB = 1L << 20;
    private static final int OWN_EXIT_CODE = 7;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anAttachedAgentTellsAKillAndADetachedOneDoesNot(Jdk jdk) throws Exception {
        AgentCommand command = AgentCommand.with(jdk);
        try (MemoryCgroup cgroup = MemoryCgroup.create("operated").limitTo(320 * MIB);
                WitnessedJvm jvm = unwitnessed(jdk).in(cgroup).recording().start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            command.run("attach", jvm.pid(), "command-lines=off")
                    .isDone(jvm.pid() + ": witnessing memory cgroup " + cgroup.path(), "source=");
            command.run("status", jvm.pid()).isDone(jvm.pid() + ": witnessing memory cgroup " + cgroup.path());
            Hog seen = Victim.killedIn(cgroup, "seen");
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            command.run("detach", jvm.pid()).isDone("the agent has stopped");
            assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
            AgentCommand.Answer status = command.run("status", jvm.pid());
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output()).isEqualTo(jvm.pid() + ": no agent runs there\n");
            Victim.killedIn(cgroup, "unseen");

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(jvm.output()).doesNotContain("unseen");
            assertThat(jvm.events("oomwitness.OomKill"))
                    .extracting(event -> event.getLong("victimPid"))
                    .containsExactly(seen.pid());
            assertThat(jvm.events("oomwitness.WitnessStatus").get(0).getString("options"))
                    .contains("command-lines=off (agent argument)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aJavaWithoutTheAttachModuleCanDoItToo(Jdk jdk) throws Exception {
        AgentCommand command = AgentCommand.with(jdk).withoutAttachModule();
        try (WitnessedJvm jvm = unwitnessed(jdk).start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            command.run("attach", jvm.pid()).isDone("witnessing memory cgroup");
            command.run("status", jvm.pid()).isDone("witnessing memory cgroup");
            command.run("detach", jvm.pid()).isDone("the agent has stopped");

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @Test
    void anAgentFromTheStartOfTheJvmIsFoundAndLetGoOf() throws Exception {
        AgentCommand command = AgentCommand.with(Jdk.oldest());
        try (WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading")
                .start()
                .awaitWitness()) {
            command.run("attach", jvm.pid(), "interval=2s")
                    .isRefused(
                            "nothing was attached to " + jvm.pid(),
                            "an agent runs there already and keeps its options: witnessing memory cgroup",
                            "detach it and attach anew");
            command.run("detach", jvm.pid()).isDone("the agent has stopped");
            command.run("attach", jvm.pid(), "interval=2s").isDone("witnessing memory cgroup");

            assertThat(jvm.output()).contains("interval=2s (agent argument)");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theListShowsEachJvmWithItsLimitAndItsAgent(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("listed").limitTo(512 * MIB);
                WitnessedJvm witness = WitnessedJvm.with(jdk).in(cgroup).start().awaitWitness();
                WitnessedJvm standby = WitnessedJvm.with(jdk).in(cgroup).start();
                MemoryCgroup below = cgroup.child("below").limitTo(320 * MIB);
                WitnessedJvm guessing = WitnessedJvm.with(jdk)
                        .agentOptions("source=cgroup_files")
                        .in(below)
                        .start()
                        .awaitWitness();
                WitnessedJvm without =
                        unwitnessed(jdk).flags("-XX:-UsePerfData").start()) {
            standby.awaitOutput("standing by: pid " + witness.pid());
            without.awaitOutput(WitnessedApplication.RUNNING);
            List<String> lines = AgentCommand.with(jdk)
                    .run("list")
                    .isDone("PID", "USER", "LIMIT", "AGENT", "MAIN")
                    .output()
                    .lines()
                    .map(line -> line.replaceAll(" {2,}", "|"))
                    .toList();

            String main = WitnessedApplication.class.getName();
            assertThat(lines)
                    .contains(
                            witness.pid() + "|root|512 MiB|kernel program|" + main,
                            standby.pid() + "|root|512 MiB|standing by|" + main,
                            guessing.pid() + "|root|320 MiB|cgroup files|" + main)
                    .anyMatch(line -> line.startsWith(without.pid() + "|root|") && line.endsWith("|none|" + main));
        }
    }

    @Test
    void itReachesAJvmInANamespaceOfItsOwnWhereTheJarIsToBeSeen() throws Exception {
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest())
                .through("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
                .start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            long pid = jvm.onlyChildPid();

            AgentCommand.with(Jdk.newest()).run("attach", pid).isDone(pid + ": witnessing memory cgroup");
            AgentCommand.with(Jdk.newest())
                    .withoutAttachModule()
                    .run("detach", pid)
                    .isRefused("in a pid namespace of its own", "lacks the module jdk.attach", "its pid is 1");
            AgentCommand.with(Jdk.newest()).run("detach", pid).isDone("the agent has stopped");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @Test
    void theCommandsAreNotWitnessedThemselves() throws Exception {
        AgentCommand.Answer answer = AgentCommand.with(Jdk.newest())
                .flags("-javaagent:" + TestFiles.agentJar())
                .run("--version");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.errors()).isEmpty();
    }

    @Test
    void aMisspeltCallIsAnsweredWithTheNearestRightOne() throws Exception {
        AgentCommand command = AgentCommand.with(Jdk.newest());
        command.run("atach", 1).isWrong("there is no command \"atach\"", "did you mean \"attach\"?", "--help");
        command.run("attach").isWrong("attach needs the process id of a JVM", "attach --help");
        command.run("status", "java").isWrong("\"java\" is no process id", "status --help");
        command.run("detach", 1, "now").isWrong("detach does not take \"now\"");
        command.run("attach", 1, "promethius=0")
                .isWrong("nothing was attached", "unknown option \"promethius\"", "did you mean \"prometheus\"?");
        command.run("attach", 1, "interval=often").isWrong("option interval cannot be \"often\"", "500ms or 1s");
    }

    @Test
    void eachCommandHasAPageThatTellsItsExitCodesAndAnExample() throws Exception {
        for (String name : List.of("list", "attach", "detach", "status")) {
            for (List<String> call : List.of(List.of("help", name), List.of(name, "--help"))) {
                AgentCommand.with(Jdk.newest())
                        .run(call.toArray())
                        .isDone(
                                "Usage: java -jar oomwitness-agent.jar " + name,
                                "Exit code:",
                                "Example",
                                "  java -jar oomwitness-agent.jar " + name);
            }
        }
    }

    /** Without an agent, and without the warnings about one that comes later. */
    private static WitnessedJvm.Builder unwitnessed(Jdk jdk) {
        return WitnessedJvm.with(jdk)
                .withoutAgent()
                .flags("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading");
    }
}
