// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For the fuzzer: whatever a process calls itself, and whatever its files say. */
public final class ProcFilesFuzz {
    private static final int LONGEST_SHOWN = 4096;

    private ProcFilesFuzz() {}

    /** Called by the fuzzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        ProcStat stat = new ProcStat();
        stat.parse(FileText.of(text));
        ProcStatus status = new ProcStatus();
        status.parse(FileText.of(text));
        List<Long> amounts = List.of(
                stat.startTicks, stat.minorFaults, stat.majorFaults, status.anonRss, status.fileRss, status.shmemRss);
        if (!amounts.stream().allMatch(amount -> amount >= -1)) {
            throw new IllegalStateException("an amount that cannot be among " + amounts);
        }
        LoadAverage.parse(FileText.of(text));
        for (CommandLinePolicy policy : CommandLinePolicy.values()) {
            check(ShownProgram.of(text, false, policy).commandLine());
            check(ShownProgram.of(text, true, policy).commandLine());
        }
    }

    private static void check(@Nullable String shown) {
        if (shown != null
                && (shown.length() > LONGEST_SHOWN + 2 || shown.indexOf('\n') >= 0 || shown.indexOf('\0') >= 0)) {
            throw new IllegalStateException("a command line that cannot be shown");
        }
    }
}
