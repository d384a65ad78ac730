// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's log from the moment of {@link #open} on, read live by a daemon thread, because its buffer wraps: what it says of OOM
 * kills is what a witness is held against.
 *
 * <p>Where the log stands is found by a mark, a line that this class writes into it and then meets again. So "no kill was reported" needs
 * no waiting time. It takes read and write access to /dev/kmsg, which root has.
 */
public final class KernelLog implements AutoCloseable {
    private static final Path DEVICE = Path.of("/dev/kmsg");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The kernel refuses to read a record into less room than it needs; none is longer than this. */
    private static final int LONGEST_RECORD = 16 * 1024;

    /** Debug level, so that it does not show on a console. */
    private static final String DEBUG_LEVEL = "<7>";

    private static final String MARK = "oomwitness-testbed: mark ";

    private final FileChannel channel;
    private final KernelLogParser parser = new KernelLogParser();

    /** {@code oom_rs} in mm/oom_kill.c: so many full reports in such a time, for the whole machine. */
    private static final int REPORT_BURST = 10;

    private static final long REPORT_INTERVAL_MICROS = 5_000_000;
    private static final Duration CLOCK_TICKS = Duration.ofMillis(20);

    /** Where somebody else's kills leave no room, it is for the caller to see what comes of it. */
    private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(20);

    private final Object lock = new Object();
    private final List<KernelKill> kills = new ArrayList<>();

    /** Of the latest full reports, at most a burst of them, from before the opening too. */
    private final Deque<Long> reportMicros = new ArrayDeque<>();

    /** Written by this object and not yet met again; other processes write marks of their own. */
    private final Set<String> awaitedMarks = new HashSet<>();

    /** Of the latest kill that had none: the reports that filled the interval may have left the log by now. */
    private long withoutReportMicros = -REPORT_INTERVAL_MICROS;

    private long latestMicros;
    private long overruns;
    private @Nullable IOException failure;

    private KernelLog(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the log at its end.
     *
     * @throws IOException if the log cannot be read or written; the message says what is needed
     */
    public static KernelLog open() throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(DEVICE, StandardOpenOption.READ);
        } catch (IOException refusal) {
            throw new IOException(
                    "The kernel's log cannot be read (" + refusal + "). Run as root, in a container with"
                            + " --privileged, or with CAP_SYSLOG and a readable " + DEVICE + ".",
                    refusal);
        }
        KernelLog log = new KernelLog(channel);
        Thread reader = new Thread(log::read, "kernel-log");
        reader.setDaemon(true);
        reader.start();
        try {
            log.skipToNow();
            return log;
        } catch (IOException failure) {
            log.close();
            throw failure;
        }
    }

    private void skipToNow() throws IOException {
        catchUp();
        synchronized (lock) {
            kills.clear();
            overruns = 0;
        }
    }

    /**
     * Waits until the kernel has reported this kill. The report may come a moment after the death.
     *
     * @param pid in the initial pid namespace
     * @throws IOException if it is not reported within that time, or the log can no longer be read
     */
    public KernelKill awaitKillOf(long pid, Duration patience) throws IOException {
        return await(
                patience,
                "no kill of " + pid + " was reported",
                () -> kills.stream().filter(kill -> kill.process().pid() == pid).findFirst());
    }

    /** All kills that the kernel has reported from {@link #open} to this call, each pid once, in the order of the log. */
    public List<KernelKill> kills() throws IOException {
        catchUp();
        synchronized (lock) {
            return List.copyOf(kills);
        }
    }

    /** The log's own clock at this moment, in microseconds, late by at most what this call takes. */
    public long nowMicros() throws IOException {
        catchUp();
        synchronized (lock) {
            return latestMicros;
        }
    }

    /** How often the kernel overwrote records before they were read. Anything but 0 means that kills may be missing. */
    public long overruns() {
        synchronized (lock) {
            return overruns;
        }
    }

    /**
     * Waits until the kernel will print a full report with the next kill: it prints at most ten in five seconds. Returns at once if
     * fewer were printed lately.
     */
    public void awaitRoomForAReport() throws IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT_FOR_ROOM.toNanos();
        for (Duration wait = timeUntilRoom();
                wait.compareTo(Duration.ZERO) > 0 && System.nanoTime() - deadline < 0;
                wait = timeUntilRoom()) {
            LockSupport.parkNanos(wait.plus(CLOCK_TICKS).toNanos());
        }
    }

    private Duration timeUntilRoom() throws IOException {
        catchUp();
        synchronized (lock) {
            long fullSince = reportMicros.size() < REPORT_BURST ? -REPORT_INTERVAL_MICROS : reportMicros.getFirst();
            return Duration.of(
                    Math.max(fullSince, withoutReportMicros) + REPORT_INTERVAL_MICROS - latestMicros,
                    ChronoUnit.MICROS);
        }
    }

    private void catchUp() throws IOException {
        String mark = UUID.randomUUID().toString();
        synchronized (lock) {
            awaitedMarks.add(mark);
        }
        try {
            // a fresh descriptor each time: the kernel limits the rate for each of them, and drops silently what
            // exceeds it
            Files.writeString(DEVICE, DEBUG_LEVEL + MARK + mark + "\n", StandardOpenOption.WRITE);
        } catch (IOException refusal) {
            throw new IOException(
                    "The kernel's log cannot be written (" + refusal + "). Run as root, with the kernel setting"
                            + " kernel.printk_devkmsg not 'off'.",
                    refusal);
        }
        await(
                PATIENCE,
                "the mark written into " + DEVICE + " did not come back",
                () -> awaitedMarks.contains(mark) ? Optional.empty() : Optional.of(mark));
    }

    private <T> T await(Duration patience, String otherwise, Supplier<Optional<T>> condition) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (true) {
                Optional<T> result = condition.get();
                if (result.isPresent()) {
                    return result.get();
                }
                if (failure != null) {
                    throw new IOException("The kernel's log can no longer be read", failure);
                }
                long remaining = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (remaining <= 0) {
                    throw new IOException("In " + patience.toMillis() + " ms, " + otherwise);
                }
                try {
                    lock.wait(remaining);
                } catch (InterruptedException interruption) {
                    Thread.currentThread().interrupt();
                    throw new IOException("Interrupted while waiting for the kernel's log", interruption);
                }
            }
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_RECORD);
        while (true) {
            try {
                buffer.clear();
                channel.read(buffer);
                String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
                KernelLogRecord.parse(text).ifPresent(this::accept);
            } catch (ClosedChannelException end) {
                return;
            } catch (IOException refusal) {
                if (!overwritten(refusal)) {
                    fail(refusal);
                    return;
                }
            }
        }
    }

    private void accept(KernelLogRecord record) {
        List<KernelKill> completed = parser.accept(record);
        synchronized (lock) {
            kills.addAll(completed);
            // not by its kill: a decision whose victim turns out to be exiting is reported, and kills nobody
            record.text()
                    .lines()
                    .filter(line -> OomInvocation.parse(line).isPresent())
                    .forEach(line -> reportMicros.add(record.timestampMicros()));
            completed.stream()
                    .filter(kill -> kill.report().isEmpty())
                    .forEach(kill -> withoutReportMicros = kill.timestampMicros());
            while (reportMicros.size() > REPORT_BURST) {
                reportMicros.removeFirst();
            }
            latestMicros = record.timestampMicros();
            if (record.text().startsWith(MARK)) {
                awaitedMarks.remove(record.text().substring(MARK.length()));
            }
            lock.notifyAll();
        }
    }

    /** EPIPE says that the next record is gone, and the one after it comes with the next read. */
    private boolean overwritten(IOException refusal) {
        if (!"Broken pipe".equals(refusal.getMessage())) {
            return false;
        }
        synchronized (lock) {
            overruns++;
        }
        return true;
    }

    private void fail(IOException refusal) {
        synchronized (lock) {
            failure = refusal;
            lock.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
