// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Plays one round of a scenario in a cgroup of its own. */
final class Round implements AutoCloseable {
    private static final long MIB = Draw.MIB;
    private static final double MEGABYTE = 1e6;
    private static final long POLL_MILLIS = 20;
    private static final long SETTLE_MILLIS = 1500;
    private static final int MOST_SETTLING = 12;

    /** What the collector's tables take beside a heap that is yet to grow. */
    private static final double HEAP_WITH_TABLES = 1.1;

    private static final int BREATHES_BY_PART_OF_HEADROOM = 8;
    private static final int EBBS_BY_PART_OF_HEADROOM = 5;
    private static final double WARMS_BY_SHARE_OF_HEADROOM = 0.6;
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Scenario scenario;
    private final int number;
    private final Draw draw;
    private final KernelLog log;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
    private final Set<Long> pids = new HashSet<>();
    private final MemoryCgroup cgroup;
    private final MemoryCgroup limited;

    /** What sets the stage is not part of the play: from here on readings count. */
    private long observedFrom;

    Round(Scenario scenario, int number, Draw draw, KernelLog log) throws IOException {
        this.scenario = scenario;
        this.number = number;
        this.draw = draw;
        this.log = log;
        this.limited = opened(MemoryCgroup.create("near-oom"));
        limit(draw.limit());
        this.cgroup = scenario.text("limit-at", "own").equals("parent") ? limited.child("container") : limited;
    }

    Played play() throws IOException, InterruptedException {
        ServiceProcess service = opened(ServiceProcess.start(cgroup, draw));
        if (isSteady()) {
            startService(service);
        }
        settle(service);
        fill(service);
        service.say(Service.BEGIN);
        observedFrom = System.nanoTime();
        Path directory =
                opened(new Scratch(Files.createTempDirectory("near-oom"))).path();
        startBeside(directory);
        if (!isSteady()) {
            startService(service);
        }
        @Nullable Hog hog = growing(directory);
        Thread.sleep(draw.restMillis());
        long began = System.nanoTime();
        if (hog != null) {
            hog.go();
        } else if (scenario.has("grows")) {
            service.say(scenario.text("grows", "") + " " + (long) draw.rate());
        }
        return scenario.endsInAKill() ? awaitKill(service, began) : awaitEnd(service, began);
    }

    /** Bytes of memory that the round takes at most. */
    static long needs(Draw draw) {
        return draw.limit();
    }

    private void limit(long bytes) throws IOException {
        limited.limitTo(bytes);
        if (limited.version() == CgroupVersion.V2 && scenario.has("high")) {
            limited.write("memory.high", Long.toString((long)
                    (bytes * scenario.range("high", "80").low() / 100)));
        }
        if (scenario.has("swap")) {
            long swap = (long) (bytes * scenario.range("swap", "50").low() / 100);
            if (limited.version() == CgroupVersion.V2) {
                limited.write("memory.swap.max", Long.toString(swap));
            } else {
                limited.write("memory.memsw.limit_in_bytes", Long.toString(bytes + swap));
                limited.write("memory.swappiness", "60");
            }
        }
    }

    /** Whether what the service does goes on before anybody looks; otherwise it is what the scenario is about. */
    private boolean isSteady() {
        return List.of("idle", "allocate").contains(scenario.text("service", "idle"));
    }

    /** A JVM takes its time to start, on a busy machine above all. */
    private static void settle(ServiceProcess service) throws InterruptedException {
        long held = -1;
        for (int i = 0; i < MOST_SETTLING && service.isAlive(); i++) {
            Thread.sleep(SETTLE_MILLIS);
            RecordedReading newest = service.newest();
            long now = newest == null ? -1 : newest.pressure().unreclaimable();
            if (held >= 0 && Math.abs(now - held) < MIB) {
                return;
            }
            held = now;
        }
    }

    /** A process that just holds what brings the cgroup to where the growth is to begin. */
    private void fill(ServiceProcess service) throws IOException {
        if (!scenario.has("full")) {
            return;
        }
        RecordedReading newest = service.newest();
        long held = newest == null ? 0 : newest.pressure().unreclaimable();
        // What the service itself will still take is part of the level that a round without a kill is to be played at.
        long toCome = scenario.endsInAKill() || newest == null || draw.heapMax() > draw.limit()
                ? 0
                : (long) (Math.max(0, newest.pressure().heapRoom()) * HEAP_WITH_TABLES);
        long wanted = (long) (draw.full() * draw.limit()) - held - toCome;
        if (wanted > MIB) {
            opened(HogSpec.named("ballast")
                    .in(cgroup)
                    .anonMebibytes((int) (wanted / MIB))
                    .start());
        }
    }

    private void startBeside(Path directory) throws IOException {
        Path file = directory.resolve("cache");
        switch (scenario.text("beside", "nothing")) {
            case "cache-churn" ->
                script("while :; do dd if=/dev/zero of=" + file + " bs=1M conv=notrunc count="
                        + draw.limit() / MIB * 3 / 2 + "; done");
            case "big-write" -> script("dd if=/dev/zero of=" + file + " bs=1M count=" + draw.limit() / MIB * 3);
            case "mapped-scan" -> scan(file, draw.limit() / MIB * 3 / 2, "");
            case "slow-scan" -> {
                SlowDisk.limitReads(
                        limited, directory, (long) (scenario.range("disk", "5").high() * MEGABYTE));
                // More than there is room for, but not so much that the kernel takes no page for one that will be
                // needed again.
                long room = (long) (draw.limit() * (1 - draw.full()));
                scan(file, Math.max(1, room * 5 / 4 / MIB), "sync");
            }
            case "breathing" -> {
                int mebibytes = (int) (draw.limit() * (1 - draw.full()) / BREATHES_BY_PART_OF_HEADROOM / MIB);
                if (mebibytes > 0) {
                    opened(HogSpec.named("breathing")
                            .in(cgroup)
                            .breathing(mebibytes, Duration.ofMillis(draw.restMillis()))
                            .start());
                }
            }
            case "tide" -> {
                int mebibytes = (int) (draw.limit() * (1 - draw.full()) / EBBS_BY_PART_OF_HEADROOM / MIB);
                opened(HogSpec.named("tide")
                        .in(cgroup)
                        .breathing(Math.max(1, mebibytes), Duration.ofMillis(draw.lastsMillis() * 2 / 3))
                        .start());
            }
            case "huge-pages" ->
                opened(HogSpec.named("huge")
                        .in(cgroup)
                        .hugeMebibytes(HugePages.MEBIBYTES_OF_A_ROUND)
                        .start());
            case "nothing" -> {}
            default ->
                throw new IOException("scenario " + scenario.name() + ": nothing known by the name of "
                        + scenario.text("beside", ""));
        }
    }

    private void scan(Path file, long mebibytes, String first) throws IOException {
        script("dd if=/dev/zero of=" + file + " bs=1M count=" + mebibytes + "; " + first + "; while :; do "
                + String.join(
                        " ",
                        HogSpec.named("scanner")
                                .mapping(file)
                                .exitingAfter(Duration.ZERO)
                                .command())
                + "; done");
    }

    private void script(String text) throws IOException {
        Process process = cgroup.start(new ProcessBuilder("sh", "-c", text)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        open.push(process::destroyForcibly);
    }

    private void startService(ServiceProcess service) throws IOException {
        switch (scenario.text("service", "idle")) {
            case "allocate" -> service.say("allocate " + 40 * MIB);
            case "warm" ->
                service.say("warm " + (long) (draw.limit() * (1 - draw.full()) * WARMS_BY_SHARE_OF_HEADROOM));
            case "fill" -> service.say("fill " + draw.heapMax() / 2);
            case "sawtooth" -> service.say("sawtooth " + draw.heapMax() * 7 / 10);
            case "start" -> service.say("start " + draw.limit() / 4);
            case "idle" -> {}
            default ->
                throw new IOException(
                        "scenario " + scenario.name() + ": no service does " + scenario.text("service", ""));
        }
    }

    /** The process that will grow, in its place and waiting; null where it is the JVM itself, or nothing grows. */
    private @Nullable Hog growing(Path directory) throws IOException {
        int rate = (int) Math.max(1, Math.round(draw.rate() / MIB));
        HogSpec spec = HogSpec.named("grower").in(cgroup).waitingForGo().growing(rate);
        return switch (scenario.text("grows", "nothing")) {
            case "sibling" -> opened(spec.start());
            case "children" -> opened(spec.growingAsChildren().start());
            case "tmpfs" -> {
                Path shared = opened(new Scratch(Files.createTempDirectory(SHARED_MEMORY, "near-oom")))
                        .path();
                yield opened(spec.growingAsFile(shared.resolve("grows")).start());
            }
            case "locked-file" ->
                opened(spec.growingAsLockedFile(directory.resolve("locked")).start());
            default -> null;
        };
    }

    private Played awaitKill(ServiceProcess service, long began) throws IOException, InterruptedException {
        long patience = (long) (draw.secondsToLimit() * 3e9) + 20_000_000_000L;
        long lowerAt = began + (long) (draw.full() * draw.limit() > 0 ? draw.secondsToLimit() * 1e9 / 4 : 0);
        boolean lowered = draw.limitBecomes() == draw.limit();
        while (kernelCounts() == 0 && service.isAlive() && System.nanoTime() - began < patience) {
            pids.addAll(cgroup.processes());
            if (!lowered && System.nanoTime() >= lowerAt) {
                limited.limitTo(draw.limitBecomes());
                lowered = true;
            }
            Thread.sleep(POLL_MILLIS);
        }
        long killed = killTime(began);
        service.end();
        List<RecordedReading> readings = service.readings(observedFrom, killed < 0 ? Long.MAX_VALUE : killed);
        return new Played(scenario, number, draw, readings, began, killed, killed < 0 ? "no kill came" : null);
    }

    private Played awaitEnd(ServiceProcess service, long began) throws IOException, InterruptedException {
        long end = began + draw.lastsMillis() * 1_000_000;
        while (System.nanoTime() < end && service.isAlive() && kernelCounts() == 0) {
            Thread.sleep(POLL_MILLIS);
        }
        boolean killed = kernelCounts() > 0;
        boolean ended = !service.isAlive();
        service.end();
        return new Played(
                scenario,
                number,
                draw,
                service.readings(observedFrom, Long.MAX_VALUE),
                began,
                -1,
                killed ? "the kernel killed" : ended ? "the service ended: " + service.complaint() : null);
    }

    private long kernelCounts() throws IOException {
        // v1 does not count what happened below.
        return killsIn(limited) + (cgroup == limited ? 0 : killsIn(cgroup));
    }

    private static long killsIn(MemoryCgroup cgroup) throws IOException {
        String file = cgroup.version() == CgroupVersion.V1 ? "memory.oom_control" : "memory.events";
        return cgroup.read(file)
                .lines()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                .findFirst()
                .orElse(0);
    }

    /** The first kill of one of ours, by the kernel's own log, on this JVM's clock; -1 without one. */
    private long killTime(long began) throws IOException, InterruptedException {
        for (int i = 0; i < 50; i++) {
            long logBehind = System.nanoTime() - log.nowMicros() * 1000;
            long first = Long.MAX_VALUE;
            for (KernelKill kill : log.kills()) {
                long time = kill.timestampMicros() * 1000 + logBehind;
                if (pids.contains(kill.process().pid()) && time > began) {
                    first = Math.min(first, time);
                }
            }
            if (first != Long.MAX_VALUE) {
                return first;
            }
            if (kernelCounts() == 0 && !pids.isEmpty()) {
                return -1;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return -1;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        // Whoever interrupts the bench closes what another thread plays.
        for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
            try {
                next.close();
            } catch (Exception refused) {
                failure = new IOException("a round could not be cleared away", refused);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
