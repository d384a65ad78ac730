// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

/** Takes memory of the kind and the amount that it is told, and keeps it. */
public final class SpendingApplication {
    static final String DONE = "spent on ";

    private static final int MEBIBYTE = 1 << 20;
    private static final int STACK_MEBIBYTES = 8;
    private static final int SPARSE_MEBIBYTES = 8;
    private static final int ARENAS = 8;

    /** Small enough to lie in an arena: from 128 KiB on malloc maps each block by itself. */
    private static final int BLOCK = 64 << 10;

    /** As much as the JDK copies by way of the stack. */
    private static final int IO_BLOCK = 8 << 10;

    private static final NativeMemory NATIVE = NativeMemory.open();
    private static final List<Object> KEPT = new ArrayList<>();

    private SpendingApplication() {}

    /**
     * Reads words from standard input: {@code KIND MEBIBYTES [FILE]}, and answers when it is done; {@code exit CODE}.
     *
     * <p>Kinds: heap, garbage, release and collection (none spent), direct, metaspace, code, threads, native, sparse (native, of which a byte
     * in two MiB is used), arenas (native, given back but for a block in each of malloc's arenas), mapped (a file), file (written to a file).
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(WitnessedApplication.RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int count = 0;
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            String[] word = line.split(" ", -1);
            if (word[0].equals("exit")) {
                System.exit(Integer.parseInt(word[1]));
            }
            spend(word[0], Integer.parseInt(word[1]), Path.of(word.length > 2 ? word[2] : ""));
            System.out.println(DONE + word[0] + " " + ++count);
        }
    }

    private static void spend(String kind, int mebibytes, Path file) throws Exception {
        switch (kind) {
            case "heap" -> eachMebibyte(mebibytes, size -> KEPT.add(touched(new byte[(int) size])));
            case "garbage" -> eachMebibyte(mebibytes, size -> touched(new byte[(int) size]));
            case "release" -> KEPT.clear();
            case "collection" -> System.gc();
            case "direct" -> eachMebibyte(mebibytes, size -> KEPT.add(ByteBuffer.allocateDirect((int) size)));
            case "metaspace" -> spendMetaspace(mebibytes);
            case "threads" -> spendStacks(mebibytes);
            case "code" -> spendCode(mebibytes);
            case "native" -> spendNative(mebibytes);
            case "sparse" -> spendSparsely(mebibytes);
            case "arenas" -> spendInArenas(mebibytes);
            case "mapped" -> spendMapped(mebibytes, file);
            case "file" -> spendFile(mebibytes, file);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static void eachMebibyte(int count, LongConsumer taker) {
        for (int i = 0; i < count; i++) {
            taker.accept(MEBIBYTE - 32);
            pause();
        }
    }

    /** A leak that the agent has a chance to warn of; without the property there is none. */
    @SuppressWarnings("ThreadSleep") // spends at a rate
    private static void pause() {
        try {
            Thread.sleep(Integer.getInteger("pauseMillis", 0));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] touched(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 4096) {
            bytes[i] = 1;
        }
        return bytes;
    }

    private static void spendMetaspace(int mebibytes) throws IOException {
        MemoryPoolMXBean pool = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(bean -> bean.getName().equals("Metaspace"))
                .findFirst()
                .orElseThrow();
        long enough = pool.getUsage().getCommitted() + (long) mebibytes * MEBIBYTE;
        byte[] bytes = LargeClass.bytes();
        while (pool.getUsage().getCommitted() < enough) {
            KEPT.add(LargeClass.define(bytes));
            pause();
        }
    }

    /** Few and deep ones: each thread takes malloc's memory besides. */
    private static void spendStacks(int mebibytes) throws InterruptedException {
        int count = mebibytes / STACK_MEBIBYTES;
        CountDownLatch deep = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        try {
                            recurse(0);
                        } catch (StackOverflowError expected) {
                            deep.countDown();
                        }
                        awaitTheEnd();
                    },
                    "deep",
                    (long) STACK_MEBIBYTES * MEBIBYTE);
            thread.setDaemon(true);
            thread.start();
            pause();
        }
        deep.await();
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static long recurse(long depth) {
        return depth < 0 ? 0 : recurse(depth + 1) + depth;
    }

    private static void spendCode(int mebibytes) throws IOException, ReflectiveOperationException {
        byte[] bytes = CompilableClass.bytes();
        long enough = codeCache() + (long) mebibytes * MEBIBYTE;
        while (codeCache() < enough) {
            KEPT.add(CompilableClass.run(bytes));
            pause();
        }
    }

    private static long codeCache() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(bean -> bean.getName().startsWith("Code"))
                .mapToLong(bean -> bean.getUsage().getUsed())
                .sum();
    }

    private static void spendNative(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            NATIVE.write(NATIVE.allocate(MEBIBYTE), MEBIBYTE);
            pause();
        }
    }

    private static void spendSparsely(int mebibytes) {
        for (int i = 0; i < mebibytes; i += SPARSE_MEBIBYTES) {
            long address = NATIVE.allocate(SPARSE_MEBIBYTES * MEBIBYTE);
            for (int used = 0; used < SPARSE_MEBIBYTES; used += 2) {
                NATIVE.write(address + (long) used * MEBIBYTE, 1);
            }
            pause();
        }
    }

    /** One thread after the other, as long as the earlier ones live: each gets an arena of its own, as far as there are any. */
    private static void spendInArenas(int mebibytes) throws InterruptedException {
        int each = mebibytes / ARENAS;
        for (int i = 0; i < ARENAS; i++) {
            CountDownLatch freed = new CountDownLatch(1);
            Thread thread = new Thread(
                    () -> {
                        fillAndFree(each);
                        freed.countDown();
                        awaitTheEnd();
                    },
                    "arena");
            thread.setDaemon(true);
            thread.start();
            freed.await();
        }
    }

    /** All but the last block, which lies on top of the others. */
    private static void fillAndFree(int mebibytes) {
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < mebibytes * MEBIBYTE / BLOCK; i++) {
            long block = NATIVE.allocate(BLOCK);
            NATIVE.write(block, BLOCK);
            blocks.add(block);
            if (i % (MEBIBYTE / BLOCK) == 0) {
                pause();
            }
        }
        blocks.subList(0, blocks.size() - 1).forEach(NATIVE::free);
    }

    private static void spendFile(int mebibytes, Path path) throws IOException {
        byte[] mebibyte = new byte[MEBIBYTE];
        try (OutputStream file = Files.newOutputStream(path)) {
            for (int i = 0; i < mebibytes; i++) {
                file.write(mebibyte);
                pause();
            }
        }
        keepReading(path);
    }

    /** Some machines take back what nobody has read for a minute though nothing is short (DAMON's pageout scheme, for one). */
    @SuppressWarnings("ThreadSleep") // reads at a rate
    private static void keepReading(Path path) {
        Thread reader = new Thread(
                () -> {
                    byte[] block = new byte[IO_BLOCK];
                    try {
                        while (true) {
                            try (InputStream file = Files.newInputStream(path)) {
                                while (file.read(block) > 0) {}
                            }
                            Thread.sleep(1000);
                        }
                    } catch (IOException | InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
    }

    private static void spendMapped(int mebibytes, Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            MappedByteBuffer buffer =
                    file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, (long) mebibytes * MEBIBYTE);
            for (int i = 0; i < buffer.capacity(); i += 4096) {
                buffer.put(i, (byte) 1);
            }
            KEPT.add(buffer);
        }
    }
}
