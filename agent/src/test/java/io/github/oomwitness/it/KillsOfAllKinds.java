// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Kills of every kind in a container in a pod and beside it, and what one JVM in it recorded of them. */
final class KillsOfAllKinds implements AutoCloseable {
    private static final long MIB = 1L << 20;
    /** Of the container, but while the pod's limit is to fire. */
    static final long LIMIT = 320 * MIB;

    private static final int GROWERS = 5;
    static final int GROUP = 4;
    static final int INNOCENTS_UID = 2001;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So that the idle processes are in a table: to ask the recording for one would start a JVM, which a guest takes longer for. */
    private static final Duration SEVERAL_SAMPLES = Duration.ofMillis(2500);

    private final KernelLog log;
    private final MemoryCgroup pod;
    private final MemoryCgroup container;
    private final Map<String, Hog> hogs = new HashMap<>();
    private final List<RecordedEvent> recorded = new ArrayList<>();
    private long jvmPid;
    private long busyBefore;

    private KillsOfAllKinds() throws IOException {
        log = KernelLog.open();
        pod = MemoryCgroup.create("pod");
        container = pod.child("app").limitTo(LIMIT);
    }

    /** Takes some seconds, in an emulator a minute. */
    static KillsOfAllKinds haveThemKilled() throws Exception {
        KillsOfAllKinds kills = new KillsOfAllKinds();
        try {
            kills.happen();
            return kills;
        } catch (Throwable failed) {
            kills.close();
            throw failed;
        }
    }

    private void happen() throws Exception {
        Path mapped = Victim.fileForEverybody();
        try (MemoryCgroup neighbour = pod.sibling("neighbour").limitTo(32 * MIB);
                WitnessedJvm jvm = WitnessedJvm.with(Jdk.newest())
                        .in(container)
                        .agentOptions(RungUnderTest.agentOptions())
                        .recording()
                        .start()
                        .awaitWitness()) {
            jvmPid = jvm.pid();
            try (Hog idle = HogSpec.named("idle")
                            .oomScoreAdj(Victim.NEXT_SCORE)
                            .children(6, 2)
                            .in(container)
                            .start();
                    Hog busy = HogSpec.named("busy")
                            .growing(4)
                            .growingNoFurtherThan(40)
                            .in(container)
                            .start()) {
                assertThat(idle.pid()).isPositive();
                hogs.put("busy", busy);
                busyBefore = ResidentMemory.anonymousOf(busy.pid());
                Thread.sleep(SEVERAL_SAMPLES.toMillis());
                for (int number = 0; number < GROWERS; number++) {
                    killGrower(number, mapped);
                }
                hogs.put("stranger", Victim.killedIn(neighbour, "stranger"));
                killByThePodsLimit();
                killInTheStead();
            }
            killTheGroup(jvm);
            killBesideTheContainer();
            // The recorder ends with the JVM by a hook of its own: a kill of the last moment would race with that.
            jvm.awaitKillOf(hasGroups() ? bystanders().toArray(Long[]::new) : new Long[] {pidOf("group")});
            assertThat(jvm.exit(0)).isZero();
            recorded.addAll(RecordingFile.readAllEvents(jvm.recordingFile()));
        } finally {
            Files.delete(mapped);
        }
    }

    private void killGrower(int number, Path mapped) throws Exception {
        log.awaitRoomForAReport();
        try (Hog hog = Victim.grower(number, mapped).in(container).start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            hogs.put("grower-" + number, hog);
        }
    }

    private void killByThePodsLimit() throws Exception {
        container.limitTo(900 * MIB);
        pod.limitTo(LIMIT);
        log.awaitRoomForAReport();
        hogs.put("in-the-pod", Victim.killedIn(container, "in-the-pod"));
        pod.limitTo(MemoryCgroup.NO_LIMIT);
        container.limitTo(LIMIT);
    }

    private void killInTheStead() throws Exception {
        log.awaitRoomForAReport();
        try (Hog victim = HogSpec.named("innocent")
                        .anonMebibytes(30)
                        .oomScoreAdj(1000)
                        .uid(INNOCENTS_UID)
                        .in(container)
                        .start();
                Hog greedy = HogSpec.named("greedy").in(container).growing(200).start()) {
            assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            hogs.put("innocent", victim);
            hogs.put("greedy", greedy);
        }
    }

    /** Whoever may not be killed, as the JVM here, is spared. On v1, which has no such groups, the leader dies alone. */
    private void killTheGroup(WitnessedJvm jvm) throws Exception {
        if (hasGroups()) {
            Files.writeString(Path.of("/proc", Long.toString(jvm.pid()), "oom_score_adj"), "-1000");
            container.write("memory.oom.group", "1");
        }
        log.awaitRoomForAReport();
        try (Hog hog = HogSpec.named("group")
                .children(GROUP - 1, 8)
                .in(container)
                .growingAtFullSpeed()
                .start()) {
            assertThat(hog.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            hogs.put("group", hog);
        }
    }

    /** The pod is full, and its other container has the process to kill. On v2 all of the pod dies with it, on v1 that one alone. */
    private void killBesideTheContainer() throws Exception {
        if (hasGroups()) {
            pod.write("memory.oom.group", "1");
        }
        pod.limitTo(LIMIT);
        log.awaitRoomForAReport();
        // A parent and its child would not do: the one may end with the other, before the kernel comes to it.
        try (Hog bystander = bystander(1);
                Hog another = bystander(2)) {
            hogs.put("beside", Victim.killedIn(pod.child("beside"), "beside"));
            if (hasGroups()) {
                assertThat(bystander.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
                assertThat(another.awaitDeath(PATIENCE)).isEqualTo(Hog.KILLED);
            } else {
                assertThat(bystander.isAlive()).isTrue();
                assertThat(another.isAlive()).isTrue();
            }
        }
        pod.limitTo(MemoryCgroup.NO_LIMIT);
    }

    private Hog bystander(int number) throws IOException {
        Hog bystander = HogSpec.named("bystander-" + number)
                .anonMebibytes(8)
                .in(container)
                .start();
        hogs.put("bystander-" + number, bystander);
        return bystander;
    }

    boolean hasGroups() {
        return container.version() == CgroupVersion.V2;
    }

    MemoryCgroup pod() {
        return pod;
    }

    MemoryCgroup container() {
        return container;
    }

    long jvmPid() {
        return jvmPid;
    }

    /** One of the processes: "stranger" died by the limit of another container, "innocent" because "greedy" asked for more. */
    Hog hog(String name) {
        return Objects.requireNonNull(hogs.get(name), name);
    }

    long pidOf(String name) {
        return hog(name).pid();
    }

    /** Each of another user, with another score and other kinds of memory. */
    List<Hog> growers() {
        return IntStream.range(0, GROWERS)
                .mapToObj(number -> hog("grower-" + number))
                .toList();
    }

    /** On v2 these died for "beside", which was chosen in another container when the pod was full. */
    List<Long> bystanders() {
        return List.of(pidOf("bystander-1"), pidOf("bystander-2"));
    }

    /** What "busy" had before the first kill, in bytes; it grew all the time and was never killed. */
    long busyBefore() {
        return busyBefore;
    }

    List<RecordedEvent> events(String type) {
        return recorded.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    RecordedEvent killOf(Hog victim) {
        List<RecordedEvent> kills = events("oomwitness.OomKill").stream()
                .filter(event -> event.getLong("victimHostPid") == victim.pid())
                .toList();
        assertThat(kills).hasSize(1);
        return kills.get(0);
    }

    /** Whoever died before it here; the kernel may have killed one of the idle processes as well (decision 13). */
    List<Long> victimsBefore(Hog victim) {
        Instant death = killOf(victim).getInstant("kernelTime");
        return events("oomwitness.OomKill").stream()
                .filter(event -> event.getInstant("kernelTime").isBefore(death))
                .map(event -> event.getLong("victimHostPid"))
                .toList();
    }

    List<RecordedEvent> rowsOf(Hog victim) {
        int killId = killOf(victim).getInt("killId");
        return events("oomwitness.OomKillTask").stream()
                .filter(row -> row.getInt("killId") == killId)
                .toList();
    }

    /** What the kernel printed of a death. */
    KernelKill kernels(long pid) throws IOException {
        return log.awaitKillOf(pid, PATIENCE);
    }

    KernelOomReport reportOf(Hog victim) throws IOException {
        KernelKill kill = kernels(victim.pid());
        return kill.report().orElseThrow(() -> new AssertionError("no full report: " + kill));
    }

    /** The container goes, and all that is in it. */
    @Override
    public void close() throws IOException {
        pod.close();
        log.close();
    }
}
