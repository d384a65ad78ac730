// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done when a kill is near, where the user has asked for it, and what Kubernetes shows of it afterwards. */
class OnCriticalIT {
    private static final long MIB = 1L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LIMIT = 620;

    /** More than is left beside a heap that was large once, and less than would be left without its garbage. */
    private static final int LOAD = 320;

    @Test
    void withoutItTheLoadIsKilledBesideAHeapOfGarbage() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("archetype").limitTo(LIMIT * MIB);
                WitnessedJvm jvm = largeOnce(cgroup, "G1", "interval=100ms");
                Hog load = load(cgroup)) {
            assertThat(load.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            assertThat(jvm.agentLinesWith("verdict HEAP_GARBAGE")).isNotEmpty();
        }
    }

    @Test
    void withOnCriticalGcTheSameLoadSurvives() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("archetype").limitTo(LIMIT * MIB);
                WitnessedJvm jvm = largeOnce(cgroup, "G1", "interval=100ms,on-critical=gc");
                Hog load = load(cgroup)) {
            jvm.awaitAgentLines(1, "on-critical gc: collected in ");
            await().atMost(PATIENCE).until(() -> cgroup.usage() > (LOAD + 10) * MIB || !load.isAlive());
            jvm.exit(0);

            assertThat(load.isAlive()).isTrue();
            assertThat(jvm.events("oomwitness.OomKill")).isEmpty();
            RecordedEvent action = jvm.events("oomwitness.Action").get(0);
            assertThat(action.getString("action")).isEqualTo("gc");
            assertThat(action.getLong("released")).isGreaterThan(150 * MIB);
            assertThat(action.getDuration("took")).isPositive();
        }
    }

    @Test
    void aCollectorThatGivesNothingBackIsNotAsked() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("archetype").limitTo(LIMIT * MIB);
                WitnessedJvm jvm = largeOnce(cgroup, "Parallel", "interval=100ms,on-critical=gc+trim", "-Xmn400m");
                Hog load = load(cgroup)) {
            jvm.awaitAgentLines(1, "on-critical trim: ");

            assertThat(jvm.agentLinesWith("on-critical gc: "))
                    .containsExactly("on-critical gc: not asked for: Parallel gives the kernel nothing back");
            assertThat(load.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
        }
    }

    @Test
    void aJvmThatDoesNotCollectWhenAskedIsSaidNotTo() throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("archetype").limitTo(LIMIT * MIB);
                WitnessedJvm jvm = largeOnce(cgroup, "G1", "interval=100ms,on-critical=gc", "-XX:+DisableExplicitGC");
                Hog load = load(cgroup)) {
            jvm.awaitAgentLines(1, "on-critical gc: the JVM does not collect when asked (-XX:+DisableExplicitGC)");
            assertThat(load.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
        }
    }

    @Test
    void theRecordingIsDumpedForItsOwnerAlone(@TempDir Path directory) throws Exception {
        try (MemoryCgroup cgroup = MemoryCgroup.create("dump").limitTo(400 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .agentOptions("interval=100ms,on-critical=dump,dump-dir=" + directory)
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvm.awaitRecorded(1, "oomwitness.MemoryLedger");
            try (Hog leak = HogSpec.named("leak")
                    .in(cgroup)
                    .growing(40)
                    .growingNoFurtherThan(310)
                    .start()) {
                jvm.awaitAgentLines(1, "on-critical dump: " + directory);
                assertThat(leak.isAlive()).isTrue();
            }

            List<Path> dumps;
            try (var files = Files.list(directory)) {
                dumps = files.toList();
            }
            assertThat(dumps).singleElement().satisfies(dump -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)))
                        .isEqualTo("rw-------");
                assertThat(RecordingFile.readAllEvents(dump))
                        .extracting(event -> event.getEventType().getName())
                        .contains("oomwitness.MemoryPressure", "oomwitness.Verdict");
            });
        }
    }

    @Test
    void theTerminationLogHoldsTheVerdictAfterSigkill(@TempDir Path directory) throws Exception {
        Path termination = Files.createFile(directory.resolve("termination-log"));
        try (MemoryCgroup cgroup = MemoryCgroup.create("terminated").limitTo(400 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.oldest())
                        .in(cgroup)
                        .agentOptions("interval=100ms,termination-log=" + termination)
                        .flags("-Xint", "-XX:+UseSerialGC", "-DpauseMillis=20")
                        .mainClass(SpendingApplication.class.getName())
                        .start()
                        .awaitWitness()) {
            jvm.say("native 900");
            assertThat(jvm.awaitExit()).isEqualTo(Hog.KILLED);

            assertThat(termination)
                    .content()
                    .startsWith("NATIVE_MEMORY: Native memory of this JVM grew by ")
                    .endsWith("\n");
        }
    }

    @Test
    void theTerminationLogIsEmptyOnceAllIsWellAndAfterACleanEnd(@TempDir Path directory) throws Exception {
        Path termination = Files.createFile(directory.resolve("termination-log"));
        try (MemoryCgroup cgroup = MemoryCgroup.create("well").limitTo(400 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(cgroup)
                        .agentOptions("interval=100ms,termination-log=" + termination)
                        .start()
                        .awaitWitness()) {
            try (Hog leak = HogSpec.named("leak")
                    .in(cgroup)
                    .growing(40)
                    .growingNoFurtherThan(310)
                    .start()) {
                await().atMost(PATIENCE).until(() -> Files.size(termination) > 0);
                assertThat(termination).content().startsWith("SIBLING: leak (pid " + leak.pid() + ") grew by ");
            }
            await().atMost(PATIENCE).until(() -> Files.size(termination) == 0);
            try (Hog leak = HogSpec.named("leak")
                    .in(cgroup)
                    .growing(40)
                    .growingNoFurtherThan(310)
                    .start()) {
                await().atMost(PATIENCE).until(() -> Files.size(termination) > 0);
                assertThat(jvm.exit(0)).isZero();
                assertThat(leak.isAlive()).isTrue();
            }

            assertThat(termination).isEmptyFile();
        }
    }

    private static Hog load(MemoryCgroup cgroup) throws IOException {
        return HogSpec.named("load")
                .in(cgroup)
                .growing(30)
                .growingNoFurtherThan(LOAD)
                .oomScoreAdj(800)
                .start();
    }

    /** Busy once, and ever since with a heap of garbage that nobody has a reason to collect. */
    private static WitnessedJvm largeOnce(MemoryCgroup cgroup, String collector, String options, String... flags)
            throws IOException {
        WitnessedJvm jvm = WitnessedJvm.with(Jdk.oldest())
                .in(cgroup)
                .agentOptions(options)
                .flags("-Xint", "-XX:+Use" + collector + "GC", "-Xmx500m")
                .flags("-XX:InitialHeapSize=500m", "-XX:MinHeapSize=16m", "-XX:G1HeapRegionSize=4m")
                .flags(flags)
                .recording()
                .mainClass(SpendingApplication.class.getName())
                .start()
                .awaitWitness();
        jvm.say("garbage 1500");
        jvm.awaitOutput(SpendingApplication.DONE + "garbage 1");
        return jvm;
    }
}
