// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit of threads (pids.max): whichever of the agent's threads cannot be started, it is all of the agent or nothing. */
class ThreadLimitIT {
    private static final long MIB = 1L << 20;

    /** As few threads of the JVM's own as can be had, and as many at each start. */
    private static final String[] FEW_THREADS = {"-XX:+UseSerialGC", "-Xint"};

    private static final int AGENTS_THREADS = 6;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void atEachLimitItStartsWholeOrNotAtAll(Jdk jdk) throws Exception {
        int own = threadsWithoutAgent(jdk);
        boolean wasOff = false;
        boolean witnessed = false;
        // One more than the JVM takes: it starts some of its own after the agent, and does without none of them.
        for (int limit = own + 1; !witnessed && limit <= own + AGENTS_THREADS; limit++) {
            boolean whole = startsWhole(jdk, limit);
            witnessed |= whole;
            wasOff |= !whole;
        }
        assertThat(wasOff).as("off with one thread to spare").isTrue();
        assertThat(witnessed)
                .as("with %d threads more it starts", AGENTS_THREADS)
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void aRecordingStartsThoughTheAgentHasNoThreadForIt(Jdk jdk) throws Exception {
        try (ProcessLimit threads = ProcessLimit.of(100);
                MemoryCgroup cgroup = MemoryCgroup.create("thread-limit").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .through(threads.entry())
                        .mainClass(StarvedApplication.class.getName())
                        .recording()
                        .start()
                        .awaitWitness()
                        .awaitRecorded(1, "oomwitness.WitnessStatus");
                Recordings recordings = new Recordings(jdk, jvm)) {
            jvm.say("threads");
            jvm.awaitOutput(StarvedApplication.THREADS_GONE);

            recordings.start("late");
            Victim.killedIn(cgroup, "victim");
            jvm.awaitOutput("OOM kill: victim ");
            await().untilAsserted(() ->
                    assertThat(recordings.count("late", "oomwitness.OomKill")).isEqualTo(1));

            jvm.say("release");
            jvm.awaitOutput(StarvedApplication.RELEASED);
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            assertThat(BadDay.complaints(jvm)).isEmpty();
        }
    }

    private static boolean startsWhole(Jdk jdk, int limit) throws Exception {
        try (ProcessLimit threads = ProcessLimit.of(limit);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .flags(FEW_THREADS)
                        .through(threads.entry())
                        .start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            await().until(() -> isOff(jvm) || isWitnessing(jvm));
            boolean off = isOff(jvm);
            if (off) {
                BadDay.assertComplaint(
                        jvm, "off: the agent could not start (no thread could be started", "pids.max", "raise it");
                await().untilAsserted(() -> assertThat(Footprint.of(jvm.pid()).agentsOwn())
                        .as("limit %d", limit)
                        .isEmpty());
            }
            assertThat(jvm.exit(BadDay.OWN_EXIT_CODE)).isEqualTo(BadDay.OWN_EXIT_CODE);
            return !off;
        }
    }

    private static int threadsWithoutAgent(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm =
                BadDay.quiet(jdk).withoutAgent().flags(FEW_THREADS).start()) {
            jvm.awaitOutput(WitnessedApplication.RUNNING);
            int threads = Footprint.of(jvm.pid()).threads().size();
            assertThat(jvm.exit(0)).isZero();
            return threads;
        }
    }

    private static boolean isOff(WitnessedJvm jvm) {
        return !jvm.agentLinesWith("off: ").isEmpty();
    }

    private static boolean isWitnessing(WitnessedJvm jvm) {
        return !jvm.agentLinesWith("witnessing memory cgroup").isEmpty();
    }
}
