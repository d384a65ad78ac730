// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;

/** Swap alone, as cgroup v2 accounts for it; v1 only keeps books on memory and swap together. */
final class SwapOf {
    private SwapOf() {}

    /** Bytes; -1 unknown. */
    static long usage(MemcgPath memcg) {
        MemcgLevel own = memcg.own();
        if (memcg.version2() || own.swapUsage() < 0) {
            return own.swapUsage();
        }
        // The two counters are not read at one instant, so their difference may be a little below nothing.
        return Math.max(0, own.swapUsage() - own.usage());
    }

    /** Bytes; -1 none, -2 unknown. */
    static long limit(MemcgPath memcg) {
        MemcgLevel own = memcg.own();
        if (memcg.version2() || own.swapLimit() < 0) {
            return own.swapLimit();
        }
        return own.hasLimit() ? Math.max(0, own.swapLimit() - own.limit()) : MemcgLevel.UNKNOWN_LIMIT;
    }
}
