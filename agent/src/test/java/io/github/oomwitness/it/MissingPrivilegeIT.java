// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel, the JVM or a mount forbids is named with what grants it. */
class MissingPrivilegeIT {
    private static final long MIB = 1L << 20;

    /** Emptying the bounding set leaves root without any capability at the next exec. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutCapabilitiesItNamesThemAndTheFlagThatGrantsThem(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(jdk)
                .through("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")
                .start()) {
            BadDay.assertRunsOnWith(
                    jvm, "this process lacks CAP_BPF and CAP_PERFMON:", "docker run --cap-add BPF --cap-add PERFMON");
        }
    }

    @Test
    void ofTwoCapabilitiesOnlyTheMissingOneIsNamed() throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                .through("setpriv", "--bounding-set", "-all,+bpf", "--inh-caps", "-all")
                .start()) {
            BadDay.assertRunsOnWith(jvm, "this process lacks CAP_PERFMON:");
        }
    }

    @Test
    void theTwoCapabilitiesAloneAreEnough() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("two-capabilities").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                        .in(cgroup)
                        .through("setpriv", "--bounding-set", "-all,+bpf,+perfmon", "--inh-caps", "-all")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "seen");
            jvm.awaitOutput("OOM kill: seen ");

            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    /** The flag came with JDK 24; {@code ./run test} names the JDKs it found, and the CI does not start without one. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("io.github.oomwitness.it.Jdk#withNativeAccessPolicy")
    void deniedNativeAccessIsNamedWithTheFlagThatAllowsIt(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm =
                WitnessedJvm.with(jdk).flags("--illegal-native-access=deny").start()) {
            BadDay.assertRunsOnWith(
                    jvm,
                    "native access is denied to this JVM (--illegal-native-access=deny)",
                    "add --enable-native-access=ALL-UNNAMED");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aTemporaryDirectoryWithoutExecutionCostsNothing(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(jdk)
                .through("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o noexec none /mnt && exec \"$@\"", "sh")
                .flags("-Djava.io.tmpdir=/mnt")
                .start()
                .awaitWitness()) {
            assertThat(jvm.output()).containsPattern(KernelRungs.IN_USE);
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    @Test
    void aReadOnlyTemporaryDirectoryCostsNothing() throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                .through("unshare", "--mount", "sh", "-c", "mount -t tmpfs -o ro none /mnt && exec \"$@\"", "sh")
                .flags("-Djava.io.tmpdir=/mnt")
                .start()
                .awaitWitness()) {
            assertThat(jvm.output()).containsPattern(KernelRungs.IN_USE);
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void whereNothingMayBeExecutedFromAnyDirectoryTheReasonIsNamed(Jdk jdk) throws Exception {
        String forbidExecution = "for place in /tmp /dev/shm /run; do"
                + " mount --bind \"$place\" \"$place\" && mount -o remount,bind,noexec \"$place\" || exit 1; done;"
                + " cd /run && exec \"$@\"";
        try (WitnessedJvm jvm = BadDay.quiet(jdk)
                .through("unshare", "--mount", "sh", "-c", forbidExecution, "sh")
                .flags("-Duser.home=/run")
                .start()) {
            BadDay.assertRunsOnWith(
                    jvm,
                    "JNA's native library could not be loaded",
                    "a writable directory that is not mounted noexec",
                    "-Djava.io.tmpdir");
        }
    }
}
