// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.agentcost;

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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the agent's threads take of a core: the built jar in an idle JVM, with ten other processes in its cgroup. */
public final class AgentCost {
    private static final int OTHERS = 10;
    private static final long WARM_UP_MILLIS = 15_000;

    /** So many ledgers at the default interval: every ten seconds one. */
    private static final int LEDGERS = 6;

    private static final long MEASURED_MILLIS = 10_000 * LEDGERS;

    /** The kernel keeps 15 characters of a name. */
    private static final String AGENT = "oomwitness-";

    private static final String SAMPLER = "oomwitness-samp";
    private static final String LEDGER = "oomwitness-ledg";

    private final Path agentJar;

    public AgentCost(Path agentJar) {
        this.agentJar = agentJar;
    }

    /** Prints a table, in some minutes. */
    public void print(PrintStream out) throws IOException, InterruptedException {
        out.println();
        out.println("| with " + OTHERS + " other processes | sampler | ledger | all of the agent's threads |");
        out.println("|---|---|---|---|");
        out.println(row("every 1 s (the default), far from the limit", new Setting("1s", 4096, 0, false, 0)));
        out.println(row("the same, with 300 MiB of heap", new Setting("1s", 4096, 0, false, 300)));
        out.println(row("every 10 ms, far from the limit", new Setting("10ms", 4096, 0, false, 0)));
        out.println(row("with 8 % of 512 MiB left, nothing changing", new Setting("1s", 512, 0.92, false, 0)));
        out.println(row("with 40 % of 512 MiB left, page cache at the limit", new Setting("1s", 512, 0.60, true, 0)));
    }

    /**
     * What the agent lives in.
     *
     * @param interval the option
     * @param limitMebibytes of the cgroup
     * @param full part of that limit
     * @param cache whether page cache takes up the rest
     * @param heapMebibytes that live in the JVM
     */
    private record Setting(String interval, long limitMebibytes, double full, boolean cache, int heapMebibytes) {
        long limit() {
            return limitMebibytes << 20;
        }
    }

    private String row(String title, Setting setting) throws IOException, InterruptedException {
        Map<String, Double> shares = shares(setting);
        return String.format(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% | %.2f %% |",
                title,
                100 * shares.getOrDefault(SAMPLER, Double.NaN),
                100 * shares.getOrDefault(LEDGER, Double.NaN),
                100 * shares.values().stream().mapToDouble(share -> share).sum());
    }

    /** Of a core, by the thread's name. */
    private Map<String, Double> shares(Setting setting) throws IOException, InterruptedException {
        Deque<AutoCloseable> open = new ArrayDeque<>();
        Path cached = Files.createTempFile("agent-cost", null);
        open.push(() -> Files.delete(cached));
        try (MemoryCgroup cgroup = MemoryCgroup.create("agent-cost").limitTo(setting.limit())) {
            for (int i = 1; i <= OTHERS; i++) {
                open.push(
                        HogSpec.named("other-" + i).in(cgroup).anonMebibytes(1).start());
            }
            Process jvm = cgroup.start(new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx" + (64 + 2 * setting.heapMebibytes()) + "m",
                    "-javaagent:" + agentJar + "=log=off,interval=" + setting.interval(),
                    "-cp",
                    ownClasses(),
                    IdleApplication.class.getName(),
                    Integer.toString(setting.heapMebibytes()))));
            open.push(jvm::destroyForcibly);
            Thread.sleep(WARM_UP_MILLIS / 3);
            long wanted = (long) (setting.limit() * setting.full()) - cgroup.usage();
            if (wanted > 0) {
                open.push(HogSpec.named("ballast")
                        .in(cgroup)
                        .anonMebibytes((int) (wanted >> 20))
                        .start());
            }
            if (setting.cache()) {
                Process writer = cgroup.start(new ProcessBuilder(
                        "dd",
                        "if=/dev/zero",
                        "of=" + cached,
                        "bs=1M",
                        "status=none",
                        "count=" + setting.limitMebibytes()));
                writer.waitFor();
            }
            Thread.sleep(WARM_UP_MILLIS);
            Map<String, Long> before = agentNanos(jvm.pid());
            long start = System.nanoTime();
            Thread.sleep(MEASURED_MILLIS);
            double elapsed = System.nanoTime() - start;
            Map<String, Double> shares = new TreeMap<>();
            agentNanos(jvm.pid())
                    .forEach((name, nanos) -> shares.put(name, (nanos - before.getOrDefault(name, 0L)) / elapsed));
            return shares;
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
    private static Map<String, Long> agentNanos(long pid) throws IOException {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).strip();
                if (name.startsWith(AGENT)) {
                    nanos.merge(
                            name,
                            Long.parseLong(
                                    Files.readString(task.resolve("schedstat")).split(" ", 2)[0]),
                            Long::sum);
                }
            }
        } catch (NoSuchFileException ended) {
            throw new IOException("the JVM has ended, or lost a thread, while it was measured", ended);
        }
        if (!nanos.containsKey(SAMPLER)) {
            throw new IOException("the JVM has no thread " + SAMPLER + " but " + nanos.keySet());
        }
        return nanos;
    }
}
