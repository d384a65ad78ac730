// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Kills in a cgroup, one after the other, until it is closed. */
final class KillStorm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean over;

    private KillStorm(MemoryCgroup cgroup) {
        this.thread = new Thread(() -> rage(cgroup), "kill-storm");
    }

    static KillStorm in(MemoryCgroup cgroup) {
        KillStorm storm = new KillStorm(cgroup);
        storm.thread.start();
        return storm;
    }

    /** Until so many more have died. */
    void awaitMore(int count) {
        int before = kills.get();
        await().atMost(PATIENCE).until(() -> failure.get() != null || kills.get() >= before + count);
        assertThat(failure.get()).isNull();
    }

    @Override
    public void close() {
        over = true;
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
        assertThat(failure.get()).isNull();
    }

    private void rage(MemoryCgroup cgroup) {
        try {
            while (!over) {
                Victim.killedIn(cgroup, "storm");
                kills.incrementAndGet();
            }
        } catch (IOException | InterruptedException | AssertionError unexpected) {
            failure.set(unexpected);
        }
    }
}
