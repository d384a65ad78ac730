// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wall clock's time of what the kernel's log stamps with a clock of its own, which starts near zero at boot and drifts
 * from all others: so how far apart the two are is measured.
 *
 * @param wallClockAtZero what the wall clock showed when the log's clock was at zero
 * @param uncertainty by how much that may be wrong at most
 */
public record KernelClock(Instant wallClockAtZero, Duration uncertainty) {
    private static final int TRIES = 40;

    /** Measures a few times and keeps the measurement that took least. */
    public static KernelClock measure(KernelLog log) throws IOException {
        KernelClock best = measureOnce(log);
        for (int more = 1; more < TRIES; more++) {
            KernelClock next = measureOnce(log);
            if (next.uncertainty().compareTo(best.uncertainty()) < 0) {
                best = next;
            }
        }
        return best;
    }

    /** The wall clock's time of a record of the log. */
    public Instant wallClock(long timestampMicros) {
        return wallClockAtZero.plus(timestampMicros, ChronoUnit.MICROS);
    }

    private static KernelClock measureOnce(KernelLog log) throws IOException {
        Instant before = Instant.now();
        long micros = log.nowMicros();
        Duration half = Duration.between(before, Instant.now()).dividedBy(2);
        return new KernelClock(before.plus(half).minus(micros, ChronoUnit.MICROS), half);
    }
}
