// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that the kernel prints for each process it kills, never rate-limited: {@code __oom_kill_process} in mm/oom_kill.c.
 *
 * <p>Bytes are the kernel's kibibytes x 1024, hence rounded down to them; -1 where a kernel does not print the number.
 *
 * @param message what it prints before "Killed process", such as "Memory cgroup out of memory"
 * @param pid in the initial pid namespace
 * @param name comm, at most 15 bytes
 * @param uid in the initial user namespace
 * @param oomScoreAdj {@link Integer#MIN_VALUE} where not printed
 */
public record KilledProcess(
        String message,
        long pid,
        String name,
        long totalVm,
        long anonRss,
        long fileRss,
        long shmemRss,
        long uid,
        long pageTables,
        int oomScoreAdj) {

    private static final Pattern FORMAT = Pattern.compile("(?:(.*): )?Killed process (\\d+) \\((.*)\\)"
            + " total-vm:(\\d+)kB, anon-rss:(\\d+)kB, file-rss:(\\d+)kB(?:, shmem-rss:(\\d+)kB)?"
            + "(?:,? UID:(\\d+))?(?: pgtables:(\\d+)kB)?(?: oom_score_adj:(-?\\d+))?");

    static Optional<KilledProcess> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new KilledProcess(
                matcher.group(1) == null ? "" : matcher.group(1),
                KernelText.count(matcher.group(2)),
                matcher.group(3),
                KernelText.bytesOfKibibytes(matcher.group(4)),
                KernelText.bytesOfKibibytes(matcher.group(5)),
                KernelText.bytesOfKibibytes(matcher.group(6)),
                KernelText.bytesOfKibibytes(matcher.group(7)),
                KernelText.count(matcher.group(8)),
                KernelText.bytesOfKibibytes(matcher.group(9)),
                KernelText.integer(matcher.group(10), Integer.MIN_VALUE)));
    }
}
