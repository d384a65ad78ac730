// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What the agent's sampler takes of a core: the built jar in an idle JVM, with ten other processes in its cgroup. */
final class SamplingCost {
    private static final int OTHERS = 10;
    private static final long WARM_UP_MILLIS = 15_000;
    private static final long MEASURED_MILLIS = 20_000;
    private static final String SAMPLER = "oomwitness-samp";

    private final Path agentJar;

    SamplingCost(Path agentJar) {
        this.agentJar = agentJar;
    }

    void print(PrintStream out) throws IOException, InterruptedException {
        out.println();
        out.println("| the sampler, with " + OTHERS + " other processes | of a core |");
        out.println("|---|---|");
        out.println(row("every 1 s (the default), far from the limit", "1s", 4096, 0, ""));
        out.println(row("every 10 ms, far from the limit", "10ms", 4096, 0, ""));
        out.println(row("with 8 % of 512 MiB left, nothing changing", "1s", 512, 0.92, ""));
        out.println(row("with 40 % of 512 MiB left, page cache at the limit", "1s", 512, 0.60, "cache"));
    }

    private String row(String title, String interval, long limitMebibytes, double full, String beside)
            throws IOException, InterruptedException {
        return Report.format(
                "| %s | %.2f %% |", title, 100 * share(interval, limitMebibytes << 20, full, beside.equals("cache")));
    }

    private double share(String interval, long limit, double full, boolean cache)
            throws IOException, InterruptedException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try (MemoryCgroup cgroup = MemoryCgroup.create("sampling-cost").limitTo(limit);
                Scratch scratch = new Scratch(Files.createTempDirectory("sampling-cost"))) {
            for (int i = 1; i <= OTHERS; i++) {
                open.push(
                        HogSpec.named("other-" + i).in(cgroup).anonMebibytes(1).start());
            }
            Process jvm = cgroup.start(new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-javaagent:" + agentJar + "=log=off,interval=" + interval,
                    "-cp",
                    ownClasses(),
                    IdleApplication.class.getName())));
            open.push(jvm::destroyForcibly);
            Thread.sleep(WARM_UP_MILLIS / 3);
            long wanted = (long) (limit * full) - cgroup.usage();
            if (wanted > 0) {
                open.push(HogSpec.named("ballast")
                        .in(cgroup)
                        .anonMebibytes((int) (wanted >> 20))
                        .start());
            }
            if (cache) {
                Process writer = cgroup.start(new ProcessBuilder(
                        "dd",
                        "if=/dev/zero",
                        "of=" + scratch.path().resolve("cache"),
                        "bs=1M",
                        "status=none",
                        "count=" + (limit >> 20)));
                writer.waitFor();
            }
            Thread.sleep(WARM_UP_MILLIS);
            long before = samplerNanos(jvm.pid());
            long start = System.nanoTime();
            Thread.sleep(MEASURED_MILLIS);
            return (double) (samplerNanos(jvm.pid()) - before) / (System.nanoTime() - start);
        } finally {
            for (AutoCloseable process : open) {
                closeQuietly(process);
            }
        }
    }

    /** Without the agent's own classes, which would come before those in its jar. */
    private static String ownClasses() {
        return Path.of(URI.create(IdleApplication.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static void closeQuietly(AutoCloseable process) throws IOException {
        try {
            process.close();
        } catch (Exception refused) {
            throw new IOException(refused);
        }
    }

    /** By the scheduler's own account: nanoseconds, where clock ticks would be 10 ms each. */
    private static long samplerNanos(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).startsWith(SAMPLER)) {
                    return Long.parseLong(
                            Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
        } catch (NoSuchFileException ended) {
            throw new IOException("the JVM has ended, or lost a thread, while it was measured", ended);
        }
        throw new IOException("the JVM has no thread " + SAMPLER);
    }
}
