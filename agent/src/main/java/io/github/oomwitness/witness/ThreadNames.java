// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.bpf.record.StartingThread;
import io.github.oomwitness.bpf.record.TriggeringTask;
import io.github.oomwitness.jvm.JavaThreads;
import org.jspecify.annotations.Nullable;

/** Gives threads that the kernel knows by 15 characters the names that the application gave them. */
final class ThreadNames {
    private final int ownPid;
    private final JavaThreads threads;

    ThreadNames(int ownPid, JavaThreads threads) {
        this.ownPid = ownPid;
        this.threads = threads;
    }

    /**
     * The thread of this JVM that started a process.
     *
     * @return its Java name; where not exactly one Java thread fits, or it has ended, the kernel's name and the thread id, which thread
     *     dumps have as nid; null where none is known
     */
    @Nullable
    String of(@Nullable StartingThread starter) {
        if (starter == null) {
            return null;
        }
        String javaName = threads.fitting(starter.name());
        return javaName != null ? javaName : starter.name() + " (thread " + starter.tid() + ")";
    }

    /** The Java name of a trigger; null where it was no thread of this JVM, and unless exactly one fits. */
    @Nullable
    String of(@Nullable TriggeringTask trigger) {
        return trigger == null || trigger.pid() != ownPid ? null : threads.fitting(trigger.name());
    }

    /** The Java name of a thread that was held up; null unless exactly one fits, and so for those that the JVM runs for itself. */
    @Nullable
    String of(ReclaimStallRecord stall) {
        return threads.fitting(stall.threadName());
    }

    /** Goes through the motions, so that nothing is left to load at a kill. */
    void prepare() {
        threads.fitting("");
    }
}
