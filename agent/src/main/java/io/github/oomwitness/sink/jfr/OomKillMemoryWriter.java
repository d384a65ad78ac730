// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExhaustedCgroup;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemoryAccount;
import io.github.oomwitness.events.OomKillMemory;
import io.github.oomwitness.finding.Kill;
import org.jspecify.annotations.Nullable;

/** Fills an {@link OomKillMemory} event for the first kill of a decision. */
final class OomKillMemoryWriter {
    private OomKillMemoryWriter() {}

    /** Null where the kernel does not tell, or told of another cgroup than the one whose limit fired. */
    static @Nullable OomKillMemory eventOf(Kill kill) {
        Decision decision = kill.record().decision();
        ExhaustedCgroup cgroup = decision == null ? null : decision.cgroup();
        if (cgroup == null
                || !cgroup.account().isKnown()
                || !kill.identity().firstOfDecision()
                || !isOfTheLimit(cgroup, kill)) {
            return null;
        }
        return eventOf(kill.identity().killId(), cgroup.account());
    }

    private static OomKillMemory eventOf(int killId, MemoryAccount account) {
        OomKillMemory event = new OomKillMemory();
        event.killId = killId;
        event.anon = account.anon();
        event.anonHuge = account.anonHuge();
        event.file = account.file();
        event.shmem = account.shmem();
        event.kernelStack = account.kernelStack();
        event.pageTables = account.pageTables();
        event.percpu = account.percpu();
        event.vmalloc = account.vmalloc();
        event.sock = account.sock();
        event.slabReclaimable = account.slabReclaimable();
        event.slabUnreclaimable = account.slabUnreclaimable();
        event.unevictable = account.unevictable();
        event.zswap = account.zswap();
        event.swapCached = account.swapCached();
        event.workingsetRefaultAnon = Count.of(account.workingsetRefaultAnon());
        event.workingsetRefaultFile = Count.of(account.workingsetRefaultFile());
        event.pagesScanned = Count.of(account.pagesScanned());
        event.pagesStolen = Count.of(account.pagesStolen());
        event.swapFailCount = Count.of(account.swapFailCount());
        return event;
    }

    /** Where only the death was seen, the account is that of the fullest cgroup, and the limit may be none's. */
    private static boolean isOfTheLimit(ExhaustedCgroup cgroup, Kill kill) {
        KillRecord record = kill.record();
        String fired = kill.limit().cgroup();
        if (record.control() != null || fired == null) {
            return record.control() != null;
        }
        int level = record.memcg().indexOf(cgroup.id());
        return level >= 0 && record.memcg().pathOf(level).equals(fired);
    }
}
