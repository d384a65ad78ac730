// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.ContainerIdentity;
import io.github.oomwitness.cgroup.KubernetesNames;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ShownProgram;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process of the witnessed cgroup was killed by the OOM killer: what the kernel said, joined with what was known
 * here at that moment.
 *
 * @param source the rung that told of it
 * @param time of the kill, by the wall clock
 * @param latencyNanos from the kernel's note to this finding
 * @param container whose cgroup the victim was in
 * @param names what Kubernetes calls that container and its pod, as far as this JVM was told
 * @param victimBefore the victim as the process table last showed it; null where it never did
 * @param victimProgram what the victim ran, as far as it may be told
 * @param victimIsDescendant whether this JVM, or a process it started, started the victim
 * @param starterName the Java name of the thread of this JVM that started the victim, or the kernel's name with the thread's id
 *     where several Java threads fit it; null where none did, or was not seen
 * @param triggerName the Java name of the trigger where it was a thread of this JVM; null unless exactly one fits
 * @param heap of this JVM when the record arrived
 * @param sample the newest one by then: at most one interval old
 */
public record Kill(
        KillIdentity identity,
        String source,
        Instant time,
        long latencyNanos,
        KillRecord record,
        FiredLimit limit,
        ContainerIdentity container,
        KubernetesNames names,
        @Nullable ProcessReading victimBefore,
        ShownProgram victimProgram,
        boolean victimIsDescendant,
        @Nullable String starterName,
        @Nullable String triggerName,
        HeapReading heap,
        Sample sample)
        implements Finding {

    /** Whether the victim was in this JVM's memory cgroup or below it; with a wider scope there are others. True where unknown. */
    public boolean isOfOwnCgroup() {
        MemcgPath own = sample.kernel();
        return own == null || record.memcg().indexOf(own.own().id()) >= 0;
    }

    /**
     * By how much the victim had grown: from where the process table saw it begin to what the kernel says it had in the end.
     *
     * @return bytes; {@code Long.MIN_VALUE} where it lived longer than the table's window and the table had not seen it
     */
    public long victimGrowth() {
        return VictimGrowth.of(this);
    }
}
