// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The heap is touched in advance. What is left to grow is compiled code, and arenas of malloc: 4.4 MiB in ten minutes were seen. */
    private static final long RSS_ALLOWANCE = 12 * MIB;

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
        for (int round = 1; System.nanoTime() < end; round++) {
            String victim = "soaked-" + round;
            recordings.start(victim);
            Victim.killedIn(cgroup, victim);
            assertAlive(jvm, round, log);
            long before = (long) scrape.value("cgroup_memory_usage_bytes");
            assertThat(before).isPositive();
            jvm.awaitOutput(() -> recordings.count(victim, "oomwitness.OomKill") == 1);
            recordings.stop(victim);
            looks.add(SoakLook.at(jvm, round));
        }
        return looks;
    }

    private static void assertAlive(WitnessedJvm jvm, int round, KernelLog log) throws IOException {
        if (!jvm.isAlive()) {
            List<KernelKill> kills = log.kills();
            throw new AssertionError("the JVM is gone in round " + round + "; the kernel's last words: "
                    + kills.subList(Math.max(0, kills.size() - 2), kills.size()) + "; its own: " + jvm.output());
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
