// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/** What the current thread has cost so far: the time that it ran, or, where the JVM cannot tell that, the time that has passed. */
public final class ThreadCost {
    private ThreadCost() {}

    /** In nanoseconds, from an arbitrary start: two answers to the same thread make a difference. Allocates nothing. */
    public static LongSupplier clock() {
        try {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            if (threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()) {
                return threads::getCurrentThreadCpuTime;
            }
        } catch (LinkageError withoutManagement) {
            // A JVM without java.management.
        }
        return System::nanoTime;
    }
}
