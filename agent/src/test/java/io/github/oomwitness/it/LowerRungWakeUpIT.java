// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether the kernel wakes the agent on the lower rung depends on what may be written and called: no kill goes untold. */
class LowerRungWakeUpIT {
    private static final int MOST_KILLS = 20;
    private static final long MIB = 1L << 20;
    private static final String WOKEN = "source=cgroup_files (woken by the kernel)";
    private static final String LOOKS = "source=cgroup_files (looks ten times a second)";

    @Test
    void onAReadOnlyCgroupFileSystemTheAgentLooksAndSaysWhy() throws Exception {
        WitnessedJvm.Builder builder = WitnessedJvm.with(Jdk.newest())
                .through(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -o remount,bind,ro /sys/fs/cgroup/memory && exec setpriv --bounding-set -all --inh-caps"
                                + " -all \"$@\"",
                        "sh");
        toldThough(builder, LOOKS, "and the kernel cannot wake the agent, because open ", "EROFS");
    }

    @Test
    void aUserWhoMayNotWriteTheControlFileLooksAndSaysWhy() throws Exception {
        WitnessedJvm.Builder builder = WitnessedJvm.with(Jdk.newest())
                .through("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", "-all");
        toldThough(builder, LOOKS, "and the kernel cannot wake the agent, because open ", "EACCES");
    }

    @Test
    void aChildCgroupOfItsOwnLimitWakesTheAgentToo() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("wake-below").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("source=cgroup_files")
                        .in(cgroup)
                        .start()
                        .awaitWitness();
                MemoryCgroup below = cgroup.child("below").limitTo(64 * MIB)) {
            assertThat(jvm.output()).contains(WOKEN);
            Hog victim = Victim.killedIn(below, "below");
            jvm.awaitAgentLines(1, "OOM kill: ");
            assertThat(victim.pid()).isPositive();
            assertThat(jvm.exit(0)).isZero();
        }
    }

    /** poll(2) refuses more descriptors than the process may have open: so a limit of none breaks the wait, and nothing else. */
    @Test
    void whereTheWaitFailsTheAgentLooksFromThenOnAndSaysSoOnce() throws Exception {
        assertLooksFromThenOn("0", 0);
    }

    /** The one that waits for the bell waits for two descriptors, and waits anew when it has rung. */
    @Test
    void whereTheBellsThreadFailsTheAgentLooksFromThenOnAndSaysSoOnce() throws Exception {
        assertLooksFromThenOn("1", 1);
    }

    private static void assertLooksFromThenOn(String descriptors, int killsThatBreakTheWait) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("wake-fails").limitTo(320 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .agentOptions("source=cgroup_files")
                        .in(cgroup)
                        .start()
                        .awaitWitness()) {
            limitDescriptors(jvm, descriptors);
            for (int kill = 1; kill <= killsThatBreakTheWait; kill++) {
                Victim.killedIn(cgroup, "early-" + kill);
            }
            jvm.awaitAgentLines(1, "the kernel does not wake the agent any more");
            limitDescriptors(jvm, "4096");

            Victim.killedIn(cgroup, "later");
            // Within a second of another it is one of those that a later line stands for.
            jvm.awaitAgentLines(killsThatBreakTheWait + 1, "OOM kill");
            assertThat(jvm.agentLinesWith("does not wake the agent any more")).hasSize(1);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    @Test
    void whereTheRingsThreadFailsItIsSaidOnceAndTheFilesTellFromThenOn() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("ring-fails").limitTo(320 * MIB);
                WitnessedJvm jvm =
                        WitnessedJvm.with(Jdk.newest()).in(cgroup).start().awaitWitness()) {
            assertThat(jvm.output()).containsPattern(KernelRungs.IN_USE);
            limitDescriptors(jvm, "1");
            // Its record wakes the thread, whose next wait is refused.
            Victim.killedIn(cgroup, "first");
            jvm.awaitAgentLines(1, "OOM kill: first");
            limitDescriptors(jvm, "4096");
            jvm.awaitAgentLines(1, "the thread that waits for the kernel program's records has ended");

            // The log has a line a second, so that the first kill from then on may be folded into the line of a later
            // one.
            for (int kill = 1; jvm.agentLinesWith("OOM kill: ").size() < 2; kill++) {
                assertThat(kill).as("kills without a line: " + jvm.output()).isLessThan(MOST_KILLS);
                Victim.killedIn(cgroup, "later-" + kill);
            }
            assertThat(jvm.agentLinesWith("has ended")).hasSizeBetween(1, 2);
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static void toldThough(WitnessedJvm.Builder builder, String manner, String because, String error)
            throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("wake").limitTo(320 * MIB);
                WitnessedJvm jvm = builder.in(cgroup).start().awaitWitness()) {
            assertThat(jvm.output()).contains(manner).contains(because).contains(error);
            Victim.killedIn(cgroup, "told");
            jvm.awaitAgentLines(1, "OOM kill: ");
            assertThat(jvm.exit(0)).isZero();
        }
    }

    private static void limitDescriptors(WitnessedJvm jvm, String limit) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(jvm.pid()), "--nofile=" + limit + ":4096")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }
}
