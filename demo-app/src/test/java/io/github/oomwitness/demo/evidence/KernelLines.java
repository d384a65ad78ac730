// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLogParser;
import io.github.oomwitness.testbed.KernelLogRecord;

/** A kill in the kernel's words. */
final class KernelLines {
    private static final String KILL = """
            java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
            memory: usage 262144kB, limit 262144kB, failcnt 0
            oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/pod/container,task_memcg=/pod/container,task=doc-converter,pid=4711,uid=1000
            Memory cgroup out of memory: Killed process 4711 (doc-converter) total-vm:2000000kB, anon-rss:200000kB, file-rss:19000kB, shmem-rss:0kB, UID:1000 pgtables:600kB oom_score_adj:-1
            """;

    private KernelLines() {}

    static KernelKill kill() {
        return new KernelLogParser().accept(new KernelLogRecord(1, 1, KILL)).get(0);
    }
}
