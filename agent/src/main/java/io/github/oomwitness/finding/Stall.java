// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import org.jspecify.annotations.Nullable;

/**
 * A thread of this JVM was held up, because it had to free memory itself before it got any.
 *
 * @param javaThread its Java name; null unless exactly one Java thread bears the kernel's
 */
public record Stall(ReclaimStallRecord record, @Nullable String javaThread) implements Finding {
    /** One that never was: to go through the motions with. */
    public static Stall example() {
        return new Stall(new ReclaimStallRecord(0, 0, 1, 1, "example", 0, 0), null);
    }
}
