// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.nio.charset.StandardCharsets;

/**
 * The anonymous memory of several processes in one number. After a fork a page is resident in each of them and exists once;
 * the share of each is dear to ask for ({@code smaps_rollup} walks all page tables), so that is done only where the plain
 * sum is more than the cgroup is charged for. For one thread.
 */
public final class SharedPages {
    /** By so much the kernel's own counts may lag behind each other. */
    private static final long LAG = 4 << 20;

    /** The largest; what the smaller ones share does not matter. */
    private static final int MOST_ASKED = 32;

    private static final byte[] PROPORTIONAL = "Pss_Anon:".getBytes(StandardCharsets.US_ASCII);

    private final FileText text = new FileText();

    /**
     * Anonymous bytes of all processes but one, pages shared after a fork counted once; 0 where there is no other, -1 where none
     * could be read.
     *
     * @param table of the cgroup
     * @param ownPid the one that is left out
     * @param ownAnonymous what that one has; -1 unknown
     * @param charged anonymous bytes that the cgroup is charged for; -1 unknown
     */
    public long anonymousOfOthers(ProcessTable table, int ownPid, long ownAnonymous, long charged) {
        long sum = 0;
        boolean isKnown = table.largestFirst().size() <= 1;
        for (ProcessReading process : table.largestFirst()) {
            if (process.pid() != ownPid && process.anonRss() >= 0) {
                sum += process.anonRss();
                isKnown = true;
            }
        }
        boolean isShared = charged >= 0 && sum + Math.max(0, ownAnonymous) > charged + charged / 50 + LAG;
        if (!isKnown) {
            return -1;
        }
        return isShared ? proportional(table, ownPid) : sum;
    }

    private long proportional(ProcessTable table, int ownPid) {
        long sum = 0;
        int asked = 0;
        for (ProcessReading process : table.largestFirst()) {
            if (process.pid() == ownPid || process.anonRss() < 0) {
                continue;
            }
            long share = asked++ < MOST_ASKED ? share(process.pid()) : -1;
            if (share >= 0) {
                sum += share;
            } else if (hasMemory(process.pid())) {
                sum += process.anonRss();
            }
        }
        return sum;
    }

    /** Whether it still has any: the table may be older than a kill. */
    private boolean hasMemory(int pid) {
        return PseudoFile.readOnce("/proc/" + pid + "/statm", text)
                && text.nextLine()
                && text.nextWord()
                && text.wordAsLong() > 0;
    }

    /** Bytes; -1 where it cannot be read, as that of another user. */
    private long share(int pid) {
        if (PseudoFile.readOnce("/proc/" + pid + "/smaps_rollup", text)) {
            while (text.nextLine()) {
                text.nextWord();
                if (text.wordIs(PROPORTIONAL) && text.nextWord()) {
                    long kibibytes = text.wordAsLong();
                    return kibibytes < 0 || kibibytes > Long.MAX_VALUE / 1024 ? -1 : kibibytes * 1024;
                }
            }
        }
        return -1;
    }
}
