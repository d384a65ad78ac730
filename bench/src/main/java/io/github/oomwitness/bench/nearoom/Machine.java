// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What this machine can play.
 *
 * @param memoryAvailable bytes
 * @param swapTotal KiB
 * @param hugePages that are set aside and free
 */
record Machine(CgroupVersion version, long memoryAvailable, long swapTotal, long hugePages, String description) {

    static Machine here() throws IOException {
        CgroupVersion version;
        try (MemoryCgroup probe = MemoryCgroup.create("near-oom-probe")) {
            version = probe.version();
        }
        String memory = Files.readString(Path.of("/proc/meminfo"));
        return new Machine(
                version,
                amount(memory, "MemAvailable:") * 1024,
                amount(memory, "SwapTotal:"),
                amount(memory, "HugePages_Free:"),
                "Linux "
                        + Files.readString(Path.of("/proc/sys/kernel/osrelease"))
                                .strip() + ", cgroup " + version + ", "
                        + Runtime.getRuntime().availableProcessors() + " CPUs, "
                        + amount(memory, "MemTotal:") / (1 << 20) + " GiB, Java "
                        + Runtime.version() + ", load "
                        + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    /** Why the scenario cannot be played here; null where it can. */
    @Nullable
    String lacksFor(Scenario scenario) {
        return switch (scenario.text("needs", "")) {
            case "v2" -> version == CgroupVersion.V2 ? null : "it needs cgroup v2";
            case "swap" -> swapTotal > 0 ? null : "it needs swap";
            case "hugetlb" ->
                hugePages >= HugePages.OF_A_ROUND ? null : "it needs huge pages, and the kernel sets none aside";
            default -> null;
        };
    }

    static boolean needsHugePages(Scenario scenario) {
        return scenario.text("needs", "").equals("hugetlb");
    }

    private static long amount(String memory, String key) {
        return memory.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split(" ", 2)[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
