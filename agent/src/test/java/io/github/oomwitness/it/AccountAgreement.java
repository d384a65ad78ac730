// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.KernelOomReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** An {@code OomKillMemory} event against the statistics that the kernel printed for the same decision. */
final class AccountAgreement {
    private static final long MIB = 1L << 20;
    private static final long MISSING = -1;

    /** What a field is called in the report: on v2, and on v1 the sums over the cgroup and those below it. */
    private static final Map<String, List<String>> BYTES = Map.ofEntries(
            Map.entry("anon", List.of("anon", "total_rss")),
            Map.entry("anonHuge", List.of("anon_thp", "total_rss_huge")),
            Map.entry("file", List.of("file", "total_cache")),
            Map.entry("shmem", List.of("shmem", "total_shmem")),
            Map.entry("kernelStack", List.of("kernel_stack")),
            Map.entry("pageTables", List.of("pagetables")),
            Map.entry("percpu", List.of("percpu")),
            Map.entry("vmalloc", List.of("vmalloc")),
            Map.entry("sock", List.of("sock")),
            Map.entry("slabReclaimable", List.of("slab_reclaimable")),
            Map.entry("slabUnreclaimable", List.of("slab_unreclaimable")),
            Map.entry("unevictable", List.of("unevictable", "total_unevictable")),
            Map.entry("zswap", List.of("zswap")),
            Map.entry("swapCached", List.of("swapcached", "total_swapcached")));

    private static final Map<String, List<String>> COUNTS = Map.of(
            "workingsetRefaultAnon", List.of("workingset_refault_anon", "total_workingset_refault_anon"),
            "workingsetRefaultFile", List.of("workingset_refault_file", "total_workingset_refault_file"),
            "pagesScanned", List.of("pgscan"),
            "pagesStolen", List.of("pgsteal"));

    private static final Path SYMBOLS = Path.of("/proc/kallsyms");

    /** To look costs a guest seconds, and the answer stays. */
    private static @Nullable Boolean toBeHad;

    private AccountAgreement() {}

    /**
     * Whether this kernel lets its counts be found. Since 6.10 only a table says where they are, and where the table is only
     * a kernel with CONFIG_KALLSYMS_ALL says.
     */
    static boolean isToBeHad() throws IOException {
        if (RunningKernel.isBefore(6, 10)) {
            return true;
        }
        if (toBeHad == null) {
            try (Stream<String> symbols = Files.lines(SYMBOLS)) {
                toBeHad = symbols.anyMatch(symbol -> symbol.endsWith(" mem_cgroup_stats_index"));
            }
        }
        return toBeHad;
    }

    /** The counts of events only grow, and other tasks go on between the report and the record. */
    static void assertAgrees(RecordedEvent account, KernelOomReport report) {
        BYTES.forEach((field, names) -> {
            if (field.equals("anonHuge") && RunningKernel.isBefore(5, 13)) {
                // Counted in huge pages there, and what a huge page is the kernel does not tell.
                assertThat(account.getLong(field)).as(field).isEqualTo(MISSING);
            } else if (isReported(report, names)) {
                long reported = valueOf(report, names);
                assertThat(account.getLong(field))
                        .as(field)
                        .isBetween(Math.max(0, reported - 2 * MIB), reported + 2 * MIB);
            }
        });
        COUNTS.forEach((field, names) -> {
            if (isReported(report, names)) {
                assertThat(account.getLong(field)).as(field).isGreaterThanOrEqualTo(valueOf(report, names));
            }
        });
        assertThat(valueOf(report, List.of("anon", "total_rss"))).isGreaterThan(MIB);
    }

    private static boolean isReported(KernelOomReport report, List<String> names) {
        return names.stream().anyMatch(report.statistics()::containsKey);
    }

    /** Version 1 has names of version 2 as well, for the cgroup alone: what comes last counts. */
    private static long valueOf(KernelOomReport report, List<String> names) {
        long value = -1;
        for (String name : names) {
            value = report.statistics().getOrDefault(name, value);
        }
        return value;
    }
}
