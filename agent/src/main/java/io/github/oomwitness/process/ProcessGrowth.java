// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By how much a process has grown over the last 10 seconds.
 *
 * @param name the kernel's name of it; null missing
 * @param growth bytes of resident anonymous and shared memory, above 0
 */
public record ProcessGrowth(int pid, @Nullable String name, long growth) {

    /** Those that grew most over the last seconds, the one that grew most first. */
    public static List<ProcessGrowth> largest(ProcessTable table, int most) {
        List<ProcessGrowth> grown = new ArrayList<>();
        for (ProcessReading process : table.largestFirst()) {
            if (process.growth() > 0) {
                grown.add(new ProcessGrowth(process.pid(), process.name(), process.growth()));
            }
        }
        grown.sort(Comparator.comparingLong(ProcessGrowth::growth).reversed());
        return List.copyOf(grown.subList(0, Math.min(most, grown.size())));
    }
}
