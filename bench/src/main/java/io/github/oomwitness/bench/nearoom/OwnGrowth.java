// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a JVM can do to its own memory. Each kind takes a number: a rate in bytes per second, or an amount in bytes. */
final class OwnGrowth {
    private static final int MIB = 1 << 20;
    private static final int SMALL = 16 << 10;
    private static final long PAUSE_NANOS = 2_000_000;
    private static final double WARMS_WITHIN_NANOS = 60e9;

    /** What a thread of {@link #threads} takes: its touched stack, the kernel's stack of it, and its tables. */
    private static final int THREAD = 192 << 10;

    private static final int FRAMES = 1200;

    /** What became of a class of this size once it was defined: measured with JDK 17. */
    private static final double METASPACE_PER_CLASS_BYTE = 3.2;

    private static final List<Object> KEPT = new ArrayList<>();

    private OwnGrowth() {}

    static Runnable of(String kind, long amount) {
        return switch (kind) {
            case "direct" -> () -> direct(amount);
            case "heap" -> () -> heap(amount);
            case "metaspace" -> () -> metaspace(amount);
            case "threads" -> () -> threads(amount);
            case "allocate" -> () -> allocate(amount);
            case "fill" -> () -> fill(amount);
            case "warm" -> () -> warm(amount);
            case "sawtooth" -> () -> sawtooth(amount);
            case "start" -> () -> start(amount);
            default -> throw new IllegalArgumentException("no growth of the kind " + kind);
        };
    }

    private static void direct(long rate) {
        Pace pace = new Pace(rate);
        while (true) {
            pace.await(MIB);
            KEPT.add(ByteBuffer.allocateDirect(MIB));
        }
    }

    private static void heap(long rate) {
        Pace pace = new Pace(rate);
        while (true) {
            pace.await(MIB / 4);
            KEPT.add(new byte[MIB / 4]);
        }
    }

    private static void metaspace(long rate) {
        byte[] template = ownClass();
        Pace pace = new Pace(rate);
        while (true) {
            pace.await((long) (template.length * METASPACE_PER_CLASS_BYTE));
            KEPT.add(new OneClassLoader(template).define());
        }
    }

    private static void threads(long rate) {
        Pace pace = new Pace(rate);
        while (true) {
            pace.await(THREAD);
            Thread thread = new Thread(() -> recurse(FRAMES));
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Garbage at this rate, a little of which lives for a while. */
    private static void allocate(long rate) {
        byte[][] alive = new byte[64][];
        Pace pace = new Pace(rate);
        for (int i = 0; ; i = (i + 1) % alive.length) {
            pace.await(SMALL);
            alive[i] = new byte[SMALL];
        }
    }

    /** A live set that grows to this size and stays, with garbage beside it. */
    private static void fill(long amount) {
        Pace pace = new Pace(60L * MIB);
        for (long kept = 0; kept < amount; kept += SMALL) {
            pace.await(2 * SMALL);
            KEPT.add(new byte[SMALL]);
            KEPT.set(KEPT.size() - 1, new byte[SMALL]);
        }
        allocate(20L * MIB);
    }

    /** A cache in direct buffers that fills up to this amount, ever slower: each minute brings 63 % of what is missing. */
    private static void warm(long amount) {
        long start = System.nanoTime();
        for (long kept = 0; kept < amount; kept += MIB) {
            while (kept > amount * (1 - Math.exp(-(System.nanoTime() - start) / WARMS_WITHIN_NANOS))) {
                LockSupport.parkNanos(10 * PAUSE_NANOS);
            }
            KEPT.add(ByteBuffer.allocateDirect(MIB));
        }
    }

    /** Fills this much, forgets it and collects, again and again. */
    private static void sawtooth(long amount) {
        while (true) {
            Pace pace = new Pace(Math.max(MIB, amount / 4));
            for (long kept = 0; kept < amount; kept += SMALL) {
                pace.await(SMALL);
                KEPT.add(new byte[SMALL]);
            }
            KEPT.clear();
            System.gc();
        }
    }

    /** What applications do when they start: classes, threads, buffers and some heap, to about this amount. */
    private static void start(long amount) {
        byte[] template = ownClass();
        Pace pace = new Pace(amount / 3);
        long each = (long) (template.length * METASPACE_PER_CLASS_BYTE);
        for (long taken = 0; taken < amount; taken += each * 2) {
            pace.await(each * 2);
            KEPT.add(new OneClassLoader(template).define());
            KEPT.add(new byte[(int) each]);
        }
        allocate(10L * MIB);
    }

    private static int recurse(int frames) {
        if (frames > 0) {
            return recurse(frames - 1) + 1;
        }
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.park();
        }
        return 0;
    }

    private static byte[] ownClass() {
        try (InputStream stream = OwnGrowth.class.getResourceAsStream("OwnGrowth.class")) {
            if (stream == null) {
                throw new IllegalStateException("the class file of OwnGrowth is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class OneClassLoader extends ClassLoader {
        private final byte[] template;

        OneClassLoader(byte[] template) {
            super(null);
            this.template = template;
        }

        Class<?> define() {
            return defineClass(OwnGrowth.class.getName(), template, 0, template.length);
        }
    }

    /** Lets through so many bytes a second. */
    private static final class Pace {
        private final double bytesPerNano;
        private final long start = System.nanoTime();
        private long passed;

        Pace(long bytesPerSecond) {
            this.bytesPerNano = bytesPerSecond / 1e9;
        }

        void await(long bytes) {
            while (passed > (System.nanoTime() - start) * bytesPerNano) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            passed += bytes;
        }
    }
}
