// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import java.nio.file.Path;
import java.util.Collection;

/** Where nothing can be had that rings: the thread sleeps between its looks, and an interrupt wakes it. */
final class NoAlarm implements KillAlarm {
    @Override
    public boolean await(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return false;
    }

    @Override
    public long wokenAt() {
        return System.nanoTime();
    }

    @Override
    public void wake() {}

    @Override
    public void watch(Collection<Path> cgroups) {}

    @Override
    public boolean ringsForOutOfMemoryOnly() {
        return false;
    }

    @Override
    public boolean ringsForEveryKill() {
        return false;
    }

    @Override
    public String manner() {
        return "looks ten times a second";
    }

    @Override
    public void close() {}
}
