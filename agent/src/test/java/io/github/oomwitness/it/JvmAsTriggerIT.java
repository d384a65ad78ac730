// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** It is this JVM that asks for a page too many, and another process that dies. */
class JvmAsTriggerIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Another thread of the JVM may be the one that asks in vain; then there is another round. */
    @Test
    void oneThatDiesForAThreadOfThisJvmIsToldWithThatThread() throws Exception {
        int rounds = 0;
        @Nullable String thread = null;
        while (!GreedyApplication.THREAD.equals(thread)) {
            assertThat(++rounds)
                    .as("rounds, the last one's thread was " + thread)
                    .isLessThanOrEqualTo(4);
            thread = javaThreadThatTriggersAKill();
        }
    }

    private static @Nullable String javaThreadThatTriggersAKill() throws Exception {
        try (KernelLog log = KernelLog.open();
                MemoryCgroup cgroup = MemoryCgroup.create("greedy").limitTo(400 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .flags("-XX:MaxDirectMemorySize=1g")
                        .mainClass(GreedyApplication.class.getName())
                        .recording()
                        .start()
                        .awaitWitness();
                Hog victim = HogSpec.named("innocent")
                        .oomScoreAdj(1000)
                        .anonMebibytes(160)
                        .in(cgroup)
                        .start()) {
            long room = cgroup.limit() - cgroup.usage();
            jvm.say("take " + (room / MIB + 100));
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            jvm.awaitOutput("taken ");

            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();
            List<RecordedEvent> events = jvm.events("oomwitness.OomKill");
            assertThat(events).hasSize(1);
            RecordedEvent event = events.get(0);
            KernelKill told = log.awaitKillOf(victim.pid(), PATIENCE);
            assertThat(event.getLong("victimPid")).isEqualTo(victim.pid());
            assertThat(event.getLong("triggerPid")).isEqualTo(jvm.pid());
            assertThat(event.getString("triggerName"))
                    .isEqualTo(told.report()
                            .orElseThrow()
                            .invocation()
                            .orElseThrow()
                            .name());
            return event.getString("triggerJavaThread");
        }
    }
}
