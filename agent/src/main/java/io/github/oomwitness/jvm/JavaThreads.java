// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The living platform threads of this JVM, by the names that the kernel has for them. No safepoint is asked for. */
public final class JavaThreads {
    private static final String MAIN = "main";

    private final ThreadGroup all;
    private final @Nullable String ownProcessName;

    /**
     * Threads of all groups.
     *
     * @param ownProcessName the kernel's name of this process, which the main thread bears as well; null unknown
     */
    public JavaThreads(@Nullable String ownProcessName) {
        this.all = root();
        this.ownProcessName = ownProcessName;
    }

    /**
     * The Java name of the thread that the kernel knows by this name.
     *
     * @return null unless exactly one living thread fits: two hundred threads of a pool may share 15 characters
     */
    public @Nullable String fitting(String kernelName) {
        String found = null;
        for (Thread thread : living()) {
            String name = thread.getName();
            if (fits(name, kernelName)) {
                if (found != null) {
                    return null;
                }
                found = name;
            }
        }
        return found;
    }

    private boolean fits(String javaName, String kernelName) {
        return KernelThreadName.fits(javaName, kernelName)
                || (javaName.equals(MAIN) && kernelName.equals(ownProcessName));
    }

    private Thread[] living() {
        Thread[] threads = new Thread[all.activeCount() + 16];
        return Arrays.copyOf(threads, all.enumerate(threads, true));
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
