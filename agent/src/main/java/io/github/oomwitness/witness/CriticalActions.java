// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.finding.ActionTaken;
import io.github.oomwitness.jvm.Collector;
import io.github.oomwitness.linux.Malloc;
import io.github.oomwitness.options.CriticalAction;
import io.github.oomwitness.sink.jfr.RecordingDump;
import io.github.oomwitness.text.ByteText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does on CRITICAL what the user has asked for, each no more than once a minute. On the ledger's thread. */
final class CriticalActions {
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    /** G1 gives memory back on a thread of its own, shortly after the collection. */
    private static final long GIVING_BACK_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** Of the limit: less is not worth stopping the application for. */
    private static final int WORTH_PARTS = 20;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Set<CriticalAction> wanted;
    private final @Nullable Path dumpDirectory;
    private final Collector collector;
    private final LongSupplier usage;
    private final Consumer<ActionTaken> tell;
    private final boolean canTrim;
    private final Map<CriticalAction, Long> lastAt = new EnumMap<>(CriticalAction.class);

    /**
     * Does nothing yet, but finds what it needs, so that nothing is left to load.
     *
     * @param usage bytes charged to the cgroup, -1 unknown
     */
    CriticalActions(
            Set<CriticalAction> wanted,
            @Nullable Path dumpDirectory,
            Collector collector,
            LongSupplier usage,
            Consumer<ActionTaken> tell) {
        this.wanted = wanted;
        this.dumpDirectory = dumpDirectory;
        this.collector = collector;
        this.usage = usage;
        this.tell = tell;
        this.canTrim = wanted.contains(CriticalAction.TRIM) && Malloc.bind();
    }

    /**
     * Does it all.
     *
     * @param garbage bytes that a collection would free, an estimate
     * @param limit bytes; negative where there is none
     */
    void run(long garbage, long limit) {
        for (CriticalAction action : wanted) {
            Long last = lastAt.get(action);
            long now = System.nanoTime();
            if (last == null || now - last >= PAUSE) {
                lastAt.put(action, now);
                tell.accept(
                        switch (action) {
                            case DUMP -> dump();
                            case GC -> collect(garbage, limit);
                            case TRIM -> trim();
                        });
            }
        }
    }

    private ActionTaken collect(long garbage, long limit) {
        if (!collector.givesBack()) {
            return left("gc", "not asked for: " + collector.label() + " gives the kernel nothing back");
        }
        if (garbage < limit / WORTH_PARTS) {
            return left(
                    "gc", "not asked for: about " + ByteText.of(garbage) + " would come back, too little to stop for");
        }
        long before = usage.getAsLong();
        long collections = Collector.collections();
        long start = System.nanoTime();
        System.gc();
        long took = System.nanoTime() - start;
        if (Collector.collections() == collections) {
            return left("gc", "the JVM does not collect when asked (-XX:+DisableExplicitGC)");
        }
        LockSupport.parkNanos(GIVING_BACK_NANOS);
        return taken("gc", took, before, "collected");
    }

    private ActionTaken trim() {
        if (!canTrim) {
            return left("trim", "this C library has no malloc_trim, or native access is not to be had");
        }
        long before = usage.getAsLong();
        long start = System.nanoTime();
        boolean released = Malloc.trim();
        long took = System.nanoTime() - start;
        return taken("trim", took, before, released ? "trimmed" : "malloc had nothing to return");
    }

    private ActionTaken dump() {
        Path directory = dumpDirectory;
        if (directory == null) {
            return left("dump", "no dump-dir");
        }
        Path file = directory.resolve(
                "oomwitness-" + ProcessHandle.current().pid() + "-" + STAMP.format(Instant.now()) + ".jfr");
        long start = System.nanoTime();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!RecordingDump.to(file)) {
                Files.delete(file);
                return left("dump", "nothing is recorded: start a recording with -XX:StartFlightRecording");
            }
            return new ActionTaken("dump", System.nanoTime() - start, Long.MIN_VALUE, file.toString());
        } catch (IOException | LinkageError refused) {
            return left("dump", file + " could not be written (" + refused + ")");
        }
    }

    private ActionTaken taken(String action, long took, long before, String result) {
        long after = usage.getAsLong();
        return new ActionTaken(action, took, before < 0 || after < 0 ? Long.MIN_VALUE : before - after, result);
    }

    private static ActionTaken left(String action, String why) {
        return new ActionTaken(action, -1, Long.MIN_VALUE, why);
    }
}
