// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an attach cannot be: each reason has its own line, and whatever was named by mistake lives on. */
class AttachRefusalsIT {
    private static final int OWN_EXIT_CODE = 7;
    private static final String NOBODY = "65534";

    @TempDir
    private Path directory;

    @Test
    void aProcessThatDoesNotExist() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        AgentCommand.with(Jdk.newest())
                .run("attach", ended.pid())
                .isRefused("cannot attach to " + ended.pid(), "there is no such process", "list shows the JVMs");
    }

    /** An attempt to attach sends SIGQUIT, by which any other program would die. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aProcessThatIsNoJvmAndLivesOn(Jdk jdk) throws Exception {
        try (Hog hog = HogSpec.named("no-jvm").start()) {
            AgentCommand.with(jdk).run("attach", hog.pid()).isRefused("it is not a JVM", "list shows the JVMs");
            AgentCommand.with(jdk)
                    .withoutAttachModule()
                    .run("attach", hog.pid())
                    .isRefused("it is not a JVM");

            assertThat(hog.isAlive()).isTrue();
        }
    }

    @Test
    void aThreadInPlaceOfItsProcess() throws Exception {
        assertRefused(jvm -> jvm, jvm -> {
            long thread = jvm.pid() + 1;
            while (!Files.exists(Path.of("/proc/" + jvm.pid() + "/task/" + thread))) {
                thread++;
            }
            AgentCommand.with(Jdk.newest())
                    .run("attach", thread)
                    .isRefused("that is a thread of process " + jvm.pid(), "try " + jvm.pid() + " instead");
        });
    }

    @Test
    void aJvmOfAnotherUser() throws Exception {
        Path jar = publicCopyOfTheJar();
        assertRefused(jvm -> jvm, jvm -> {
            for (String question : List.of("attach", "detach", "status")) {
                AgentCommand.with(Jdk.newest())
                        .through("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups")
                        .jar(jar)
                        .run(question, jvm.pid())
                        .isRefused(
                                "it runs as user root (uid 0, gid 0)",
                                "this command as user nobody (uid 65534",
                                "run: sudo -u root java -jar " + jar);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aJvmThatWasToldToLoadNoAgents(Jdk jdk) throws Exception {
        String[] words = {"it was started with -XX:-EnableDynamicAgentLoading", "restart it without", "-javaagent:"};
        for (String perfData : List.of("-XX:+UsePerfData", "-XX:-UsePerfData")) {
            assertRefused(
                    jdk,
                    jvm -> jvm.flags("-XX:-EnableDynamicAgentLoading", perfData),
                    jvm -> AgentCommand.with(jdk).run("attach", jvm.pid()).isRefused(words));
        }
        assertRefused(
                jdk,
                jvm -> jvm.flags("-XX:-EnableDynamicAgentLoading"),
                jvm -> AgentCommand.with(jdk)
                        .withoutAttachModule()
                        .run("attach", jvm.pid())
                        .isRefused(words));
    }

    /** The stand-in for jdk.attach calls it a success. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aLoadThatFailedWithoutAnybodySayingSo(Jdk jdk) throws Exception {
        assertRefused(
                jdk,
                jvm -> jvm.flags("-XX:-EnableDynamicAgentLoading", "-XX:-UsePerfData"),
                jvm -> AgentCommand.with(jdk)
                        .withoutAttachModule()
                        .run("attach", jvm.pid())
                        .isRefused("-XX:-EnableDynamicAgentLoading"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aJvmThatWasToldNotToBeAttachedTo(Jdk jdk) throws Exception {
        assertRefused(jdk, jvm -> jvm.flags("-XX:+DisableAttachMechanism"), jvm -> {
            String[] words = {"it was started with -XX:+DisableAttachMechanism", "restart it without that flag"};
            AgentCommand.with(jdk).run("attach", jvm.pid()).isRefused(words);
            AgentCommand.with(jdk)
                    .withoutAttachModule()
                    .run("status", jvm.pid())
                    .isRefused(words);
        });
    }

    @Test
    void aStoppedJvm() throws Exception {
        assertRefused(jvm -> jvm, jvm -> {
            signal("-STOP", jvm.pid());
            AgentCommand.with(Jdk.newest())
                    .run("attach", jvm.pid())
                    .isRefused("it is stopped", "kill -CONT " + jvm.pid());
            signal("-CONT", jvm.pid());
        });
    }

    @Test
    void aJvmThatAnswersSomebodyElse() throws Exception {
        Path other = jarOf(HoldingAgent.class);
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest())
                .flags("-XX:+EnableDynamicAgentLoading")
                .start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            Thread holder = new Thread(() -> hold(jvm, other), "held attach");
            holder.setDaemon(true);
            holder.start();
            jvm.awaitOutput(HoldingAgent.HELD);

            AgentCommand.with(Jdk.newest())
                    .run("status", jvm.pid())
                    .isRefused("no answer from " + jvm.pid(), "is busy with another attach", "try again");
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    /** In place of a handler for SIGQUIT such a JVM has its socket open from the start. */
    @Test
    void aJvmWithoutSignalHandlersIsReachedAllTheSame() throws Exception {
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest()).flags("-Xrs").start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            AgentCommand.with(Jdk.newest()).run("attach", jvm.pid()).isDone("witnessing memory cgroup");

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @Test
    void aJvmWhoseUserMayNotReadTheJarAndMayThen() throws Exception {
        Path jar = publicCopyOfTheJar();
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest())
                .flags("-XX:+EnableDynamicAgentLoading")
                .through("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups")
                .classPath(publicCopyOfTheApplication())
                .start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            for (AgentCommand command : List.of(
                    AgentCommand.with(Jdk.newest()),
                    AgentCommand.with(Jdk.newest()).withoutAttachModule())) {
                Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
                command.jar(jar)
                        .run("attach", jvm.pid())
                        .isRefused(
                                "no agent came up in " + jvm.pid(),
                                "could not load " + jar,
                                "let its user read the jar");
                Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
                command.run("attach", jvm.pid()).isDone("witnessing memory cgroup", "source=cgroup_files");
                command.run("detach", jvm.pid()).isDone("the agent has stopped");
            }

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @Test
    void aJvmThatDoesNotSeeTheJar() throws Exception {
        Path jar = publicCopyOfTheJar();
        assertRefused(
                jvm -> jvm.through(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs none " + jar.getParent() + " && exec \"$@\"",
                        "sh"),
                jvm -> AgentCommand.with(Jdk.newest())
                        .jar(jar)
                        .run("attach", jvm.pid())
                        .isRefused(
                                "nothing was loaded into " + jvm.pid(),
                                "a root directory of its own",
                                "there is no " + jar,
                                "docker cp " + jar));
    }

    @Test
    void aJavaThatIsTooOld() throws Exception {
        assertRefused(
                jvm -> jvm.mainClass(PropertyApplication.class.getName()).arguments("java.specification.version", "11"),
                jvm -> AgentCommand.with(Jdk.newest())
                        .run("attach", jvm.pid())
                        .isRefused("it runs Java 11, and the agent needs 17 or later", "with a newer Java"));
    }

    @Test
    void anAgentThatStaysOffForReasonsOfTheTarget() throws Exception {
        try (WitnessedJvm jvm =
                unwitnessed(Jdk.newest()).flags("-Doomwitness.promethius=0").start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            AgentCommand command = AgentCommand.with(Jdk.newest());
            command.run("attach", jvm.pid())
                    .isRefused(
                            "the agent was loaded into " + jvm.pid() + " and is off: unknown option \"promethius\"",
                            "(property oomwitness.promethius)",
                            "did you mean \"prometheus\"?");
            assertThat(command.run("status", jvm.pid()).exitCode()).isEqualTo(1);
            assertThat(command.run("detach", jvm.pid()).exitCode()).isEqualTo(1);

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
        try (WitnessedJvm jvm = unwitnessed(Jdk.newest())
                .environment("OOMWITNESS_ENABLED", "false")
                .start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            AgentCommand.with(Jdk.newest()).run("attach", jvm.pid()).isRefused("and is off: OOMWITNESS_ENABLED=false");

            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
        }
    }

    @Test
    void aJavaThatCanReachNoJvm() throws Exception {
        assertRefused(
                jvm -> jvm,
                jvm -> AgentCommand.with(Jdk.newest())
                        .flags("--limit-modules", "java.base")
                        .run("attach", jvm.pid())
                        .isRefused("neither the module jdk.attach nor java.logging", "the java of a JDK"));
    }

    private Path publicCopyOfTheJar() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.copy(TestFiles.agentJar(), directory.resolve("copied-agent.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        return jar;
    }

    /** Where another user may read it: the compiled tests may lie in a directory of root's. */
    private String publicCopyOfTheApplication() throws IOException {
        String name = WitnessedApplication.class.getName().replace('.', '/') + ".class";
        Path copy = directory.resolve("application").resolve(name);
        Files.createDirectories(
                copy.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.copy(Path.of(TestFiles.testClasses(), name), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return directory.resolve("application").toString();
    }

    private Path jarOf(Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), agent.getName());
        String name = agent.getName().replace('.', '/') + ".class";
        Path jar = directory.resolve("other-agent.jar");
        try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            stream.putNextEntry(new JarEntry(name));
            stream.write(Files.readAllBytes(Path.of(TestFiles.testClasses(), name)));
        }
        return jar;
    }

    /** Until the JVM ends. */
    private static void hold(WitnessedJvm jvm, Path jar) {
        try {
            Attachment.load(jvm, jar, "");
        } catch (IOException
                | AttachNotSupportedException
                | AgentLoadException
                | AgentInitializationException endOfTheJvm) {
            // That is what it waits for.
        }
    }

    private static void assertRefused(Function<WitnessedJvm.Builder, WitnessedJvm.Builder> how, Attempt attempt)
            throws IOException, InterruptedException {
        assertRefused(Jdk.newest(), how, attempt);
    }

    /** The application is as it was: it has printed nothing, it has no threads of the agent, it ends as it likes. */
    private static void assertRefused(
            Jdk jdk, Function<WitnessedJvm.Builder, WitnessedJvm.Builder> how, Attempt attempt)
            throws IOException, InterruptedException {
        try (WitnessedJvm jvm = how.apply(unwitnessed(jdk)).start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            attempt.at(jvm);

            assertThat(Footprint.of(jvm.pid()).agentsOwn()).isEmpty();
            assertThat(jvm.exit(OWN_EXIT_CODE)).isEqualTo(OWN_EXIT_CODE);
            assertThat(jvm.output()).isEqualTo(WitnessedApplication.RUNNING + "\n");
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static WitnessedJvm.Builder unwitnessed(Jdk jdk) {
        return WitnessedJvm.with(jdk).withoutAgent().flags("--enable-native-access=ALL-UNNAMED");
    }

    /** What is tried on a JVM. */
    private interface Attempt {
        void at(WitnessedJvm jvm) throws IOException, InterruptedException;
    }
}
