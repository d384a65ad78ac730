// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills, scrapes, recordings and samples for as long as {@code -Doomwitness.soak=PT1H} says: after a quarter of that nothing grows
 * any more. Runs beside all other tests.
 */
@Execution(ExecutionMode.CONCURRENT)
class SoakIT {
    private static final long MIB = 1L << 20;
    private static final Duration LENGTH = Duration.parse(System.getProperty("oomwitness.soak", "PT2M"));

    /** The heap is touched in advance. What is left to grow is compiled code, and arenas of malloc: 4.4 MiB in ten minutes were seen, and 13 in two on a busy machine. */
    private static final long RSS_ALLOWANCE = 24 * MIB;

    private static final int KILLED_FIRST = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the JVM itself loads late, for reflection and method handles that have become hot. */
    private static final int CLASSES_ALLOWANCE = 40;

    @Test
    void nothingGrows() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("soak").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(Jdk.newest())
                        .in(cgroup)
                        .agentOptions("prometheus=0")
                        .mainClass(SoakedApplication.class.getName())
                        .flags("-Xms64m", "-XX:+AlwaysPreTouch")
                        .recording("maxsize=8m")
                        .start()
                        .awaitWitness()
                        .awaitRecorded(1, "oomwitness.WitnessStatus");
                Recordings recordings = new Recordings(Jdk.newest(), jvm)) {
            List<SoakLook> looks = soak(jvm, cgroup, recordings, log);
            System.out.println(description(looks));

            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
            assertFlat("RSS", looks, SoakLook::rss, RSS_ALLOWANCE);
            assertFlat("threads", looks, SoakLook::threads, 0);
            assertFlat("descriptors", looks, SoakLook::descriptors, 0);
            assertFlat("loaded classes", looks, SoakLook::classes, CLASSES_ALLOWANCE);
        }
    }

    private static List<SoakLook> soak(WitnessedJvm jvm, MemoryCgroup cgroup, Recordings recordings, KernelLog log)
            throws Exception {
        Scrape scrape = Scrape.of(jvm);
        List<SoakLook> looks = new ArrayList<>();
        long end = System.nanoTime() + LENGTH.toNanos();
        int killedAsWell = 0;
        Hog second = nextInLine(cgroup);
        try {
            for (int round = 1; System.nanoTime() < end; round++) {
                String name = "soaked-" + round;
                recordings.start(name);
                Hog victim = killedIn(cgroup, name);
                assertThat(usage(scrape, round, jvm, log)).isPositive();
                jvm.awaitOutput(() -> Collections.frequency(recordings.pidsOfVictims(name), victim.pid()) == 1);
                recordings.stop(name);
                looks.add(SoakLook.at(jvm, round));
                if (!second.isAlive()) {
                    killedAsWell++;
                    second = nextInLine(cgroup);
                }
            }
        } finally {
            second.close();
        }
        System.out.println("Soak: in " + killedAsWell + " of " + looks.size() + " rounds the kernel killed twice");
        return looks;
    }

    /** In some rounds of many hundred the JVM is the larger of the two, its compiler being at work: that is not what is asked here. */
    private static Hog killedIn(MemoryCgroup cgroup, String name) throws IOException, InterruptedException {
        try (Hog hog = HogSpec.named(name)
                .oomScoreAdj(KILLED_FIRST)
                .in(cgroup)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).as(name).isEqualTo(Hog.KILLED);
            return hog;
        }
    }

    /**
     * The kernel may choose once more before the victim's memory is free (docs/decisions/0013). This small one it then finds
     * before the JVM.
     */
    private static Hog nextInLine(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named("second").oomScoreAdj(KILLED_FIRST).in(cgroup).start();
    }

    private static double usage(Scrape scrape, int round, WitnessedJvm jvm, KernelLog log) throws Exception {
        try {
            return scrape.value("cgroup_memory_usage_bytes");
        } catch (IOException refused) {
            List<KernelKill> kills = log.kills();
            throw new AssertionError(
                    "no answer from the JVM in round " + round + "; the kernel's last words: "
                            + kills.subList(Math.max(0, kills.size() - 2), kills.size()) + "; its own: " + jvm.output(),
                    refused);
        }
    }

    /** The last quarter against the second: the least of several looks each, as a look may fall into a moment's work. */
    private static void assertFlat(String what, List<SoakLook> looks, ToLongFunction<SoakLook> value, long allowance) {
        int quarter = looks.size() / 4;
        assertThat(quarter).as("rounds in a quarter of the soak").isPositive();
        long early = least(looks.subList(quarter, 2 * quarter), value);
        long late = least(looks.subList(looks.size() - quarter, looks.size()), value);
        assertThat(late).as("%s, after %d in the second quarter", what, early).isLessThanOrEqualTo(early + allowance);
    }

    private static long least(List<SoakLook> looks, ToLongFunction<SoakLook> value) {
        return looks.stream().mapToLong(value).min().orElseThrow();
    }

    private static String description(List<SoakLook> looks) {
        SoakLook first = looks.get(looks.size() / 4);
        SoakLook last = looks.get(looks.size() - 1);
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        return String.format(
                "Soak of %s, %d rounds: RSS %.1f to %.1f MiB, threads %d to %d, descriptors %d to %d, classes %d to %d;"
                        + " %.0f bytes allocated for each sample, of which there is one a second",
                LENGTH,
                looks.size(),
                first.rss() / (double) MIB,
                last.rss() / (double) MIB,
                first.threads(),
                last.threads(),
                first.descriptors(),
                last.descriptors(),
                first.classes(),
                last.classes(),
                (last.samplerBytes() - first.samplerBytes()) / seconds);
    }
}
