// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the cgroup and of /proc that are not there, not to be read, or somebody else's. Each JVM has mounts of its own. */
class HiddenFilesIT {
    private static final long MIB = 1L << 20;
    private static final String[] NO_CAPABILITIES = {"setpriv", "--bounding-set", "-all", "--inh-caps", "-all"};

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutTheCgroupsFilesKillsAreToldByTheKernelProgram(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("unmounted").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .through(afterMounting("umount -R /sys/fs/cgroup"))
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ");

            BadDay.assertRunsOnWith(
                    jvm,
                    "no readings of the cgroup's files: the memory cgroup is " + cgroup.path(),
                    "no mount shows it");
        }
    }

    @Test
    void withNeitherFilesNorPrivilegeBothAreSaid() throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                .through(afterMounting("mount -t tmpfs none /sys/fs/cgroup"))
                .through(NO_CAPABILITIES)
                .start()
                .awaitWitness()) {
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            BadDay.assertComplaint(jvm, "no readings of the cgroup's files: ", "mount the cgroup file system");
            BadDay.assertComplaint(
                    jvm, "kills are not seen through the kernel program: ", "lacks CAP_BPF and CAP_PERFMON");
            assertThat(jvm.output()).contains("source=none");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void anotherCgroupsFilesInTheRightPlaceAreLeftAlone(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("own").limitTo(320 * MIB);
                MemoryCgroup other = MemoryCgroup.create("other").limitTo(64 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .through(afterMounting("mount --bind " + other.directory() + " " + cgroup.directory()))
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(other, "others");
            Victim.killedIn(cgroup, "own");
            jvm.awaitOutput("OOM kill: own ");

            BadDay.assertRunsOnWith(
                    jvm, "no readings of the cgroup's files: ", "what is mounted there is another cgroup's");
            assertThat(jvm.output()).doesNotContain("others ").contains("memory limit 320 MiB");
        }
    }

    /** The worst of it: without the kernel program the other cgroup's kills would be told as one's own. */
    @Test
    void anotherCgroupsKillsAreNotTakenForOnesOwn() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("own").limitTo(320 * MIB);
                MemoryCgroup other = MemoryCgroup.create("other").limitTo(64 * MIB);
                WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                        .in(cgroup)
                        .through(afterMounting("mount --bind " + other.directory() + " " + cgroup.directory()))
                        .through(NO_CAPABILITIES)
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(other, "others");

            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            BadDay.assertComplaint(
                    jvm, "no readings of the cgroup's files: ", "what is mounted there is another cgroup's");
            assertThat(jvm.output()).contains("source=none").doesNotContain("OOM kill: ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void processesThatHideAreSaidToDoSo(Jdk jdk, @TempDir Path directory) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("hidepid").limitTo(320 * MIB);
                Hog hidden = HogSpec.named("hidden").in(cgroup).start();
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .agentOptions("interval=100ms")
                        .agentJar(TestFiles.agentJarForAllUsers(directory))
                        .classPath(directory.toString())
                        .through(afterMounting("mount -t proc -o hidepid=2 proc /proc"))
                        .through(
                                "setpriv",
                                "--reuid=4242",
                                "--regid=4242",
                                "--clear-groups",
                                "--inh-caps=-all,+bpf,+perfmon",
                                "--ambient-caps=-all,+bpf,+perfmon")
                        .start()
                        .awaitWitness()) {
            assertThat(hidden.isAlive()).isTrue();
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ");

            BadDay.assertRunsOnWith(jvm, "of the 2 processes of this cgroup cannot be read", "hidepid", "gid=");
        }
    }

    private static String[] afterMounting(String command) {
        return new String[] {"unshare", "--mount", "sh", "-c", command + " && exec \"$@\"", "sh"};
    }
}
