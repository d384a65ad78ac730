// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.MemoryCgroup;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM without a module goes without what needs it. */
class MissingModuleIT {
    private static final long MIB = 1L << 20;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutFlightRecorderKillsAreStillLogged(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-jfr").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .flags("--limit-modules", "java.instrument,java.logging,java.management,jdk.unsupported")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "logged");
            jvm.awaitOutput("OOM kill: logged ");

            BadDay.assertRunsOnWith(jvm, "no JFR events: this JVM has no Flight Recorder (module jdk.jfr)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutManagementAnEventSaysThatItsHeapIsUnknown(Jdk jdk) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("no-management").limitTo(320 * MIB);
                WitnessedJvm jvm = BadDay.quiet(jdk)
                        .in(cgroup)
                        .recording()
                        .flags("--limit-modules", "java.instrument,java.logging,jdk.jfr,jdk.unsupported")
                        .start()
                        .awaitWitness()) {
            Victim.killedIn(cgroup, "heapless");
            jvm.awaitRecorded(1, "oomwitness.OomKill");

            BadDay.assertRunsOnWith(
                    jvm, "no heap readings, no ledger and no verdicts: this JVM has no java.management module");
            RecordedEvent kill = jvm.events("oomwitness.OomKill").get(0);
            assertThat(kill.getString("victimName")).isEqualTo("heapless");
            assertThat(kill.getLong("heapUsed")).isEqualTo(-1);
            assertThat(kill.getLong("heapMax")).isEqualTo(-2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void withoutAnHttpServerTheModuleIsNamed(Jdk jdk) throws Exception {
        try (WitnessedJvm jvm = BadDay.quiet(jdk)
                .agentOptions("prometheus=0")
                .flags("--limit-modules", "java.instrument,java.logging,java.management,jdk.jfr,jdk.unsupported")
                .start()) {
            BadDay.assertRunsOnWith(jvm, "no meters: this JVM has no HTTP server (module jdk.httpserver)");
        }
    }
}
