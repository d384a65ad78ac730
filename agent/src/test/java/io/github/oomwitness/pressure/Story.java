// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import java.util.ArrayList;
import java.util.List;

/** What happens to a container's memory, told to the detector as often as the agent looks. */
final class Story {
    static final long MIB = 1L << 20;
    private static final long SECOND = 1_000_000_000L;

    /** Far beyond memory.high the kernel has a thread sleep for two seconds, and counts that once. */
    private static final long THROTTLED_EVERY = 2 * SECOND;

    private final Thresholds thresholds;
    private long limit;
    private double demand;
    private double heap;
    private double heapMax = -1;
    private long high = -1;
    private long throttlings;
    private long throttledAt;
    private long refaults;
    private double fullStall;
    private long now = 7 * SECOND;
    private PressureState state = PressureState.initial();
    private final List<PressureState> states = new ArrayList<>();

    private Story(long limit, double full, Thresholds thresholds) {
        this.limit = limit;
        this.demand = limit * full;
        this.thresholds = thresholds;
    }

    /** A container that is full to this share of its limit, with nothing that could be freed. */
    static Story of(long limitMebibytes, double full) {
        return new Story(limitMebibytes * MIB, full, Thresholds.DEFAULT);
    }

    static Story of(long limitMebibytes, double full, Thresholds thresholds) {
        return new Story(limitMebibytes * MIB, full, thresholds);
    }

    /** Of what is there, so much is a heap that may become larger. */
    Story withHeap(long mebibytes, long maximumMebibytes) {
        heap = mebibytes * MIB;
        heapMax = maximumMebibytes * MIB;
        return this;
    }

    /** All that is not heap grows, or shrinks, for some time. */
    Story grows(double mebibytesPerSecond, double seconds) {
        return goOn(mebibytesPerSecond, 0, seconds);
    }

    Story heapGrows(double mebibytesPerSecond, double seconds) {
        return goOn(0, mebibytesPerSecond, seconds);
    }

    Story bothGrow(double outsideMebibytesPerSecond, double heapMebibytesPerSecond, double seconds) {
        return goOn(outsideMebibytesPerSecond, heapMebibytesPerSecond, seconds);
    }

    /** Grows ever slower towards so much more: within each time constant by 63 % of what is missing. */
    Story warmsUp(double mebibytes, double timeConstantSeconds, double seconds) {
        for (double second = 0; second < seconds; second++) {
            grows(mebibytes / timeConstantSeconds * Math.exp(-second / timeConstantSeconds), 1);
        }
        return this;
    }

    Story rests(double seconds) {
        return goOn(0, 0, seconds);
    }

    /** Up and down again. */
    Story breathes(double mebibytes, double periodSeconds, int times) {
        for (int i = 0; i < times; i++) {
            grows(mebibytes / periodSeconds * 2, periodSeconds / 2);
            grows(-mebibytes / periodSeconds * 2, periodSeconds / 2);
        }
        return this;
    }

    Story limitBecomes(long mebibytes) {
        limit = mebibytes * MIB;
        return this;
    }

    /** From here on the kernel slows it down at so much. */
    Story isThrottledAt(long mebibytes) {
        high = mebibytes * MIB;
        return this;
    }

    /** From here on all tasks wait for this share of the time, for pages they had before. */
    Story stalls(double share) {
        fullStall = share;
        return this;
    }

    PressureState state() {
        return state;
    }

    List<PressureState> states() {
        return states;
    }

    PressureLevel highest() {
        return states.stream()
                .map(PressureState::level)
                .max(PressureLevel::compareTo)
                .orElse(PressureLevel.NORMAL);
    }

    /** How much of the limit was left when this level was first reached, as a share of it; NaN if never. */
    double leftAtFirst(PressureLevel level) {
        for (PressureState reached : states) {
            PressureReading reading = reached.reading();
            if (reached.level().compareTo(level) >= 0 && reading != null) {
                return (double) reading.headroom() / reading.limit();
            }
        }
        return Double.NaN;
    }

    private Story goOn(double outsideRate, double heapRate, double seconds) {
        long end = now + (long) (seconds * SECOND);
        while (now < end) {
            long step = Math.min(SamplingInterval.nanos(limit - (long) demand, SECOND), end - now);
            now += step;
            double heapStep = heapRate * MIB * step / SECOND;
            heap += heapStep;
            demand += heapStep + outsideRate * MIB * step / SECOND;
            look();
        }
        return this;
    }

    private void look() {
        if (high >= 0 && demand >= high && now - throttledAt >= THROTTLED_EVERY) {
            throttlings++;
            throttledAt = now;
        }
        if (fullStall > 0) {
            refaults += 100;
        }
        long unreclaimable = (long) demand;
        PressureReading reading = new PressureReading(
                now,
                unreclaimable,
                unreclaimable,
                limit,
                "/container",
                limit - unreclaimable,
                unreclaimable,
                (long) heap,
                heapMax < 0 ? -1 : (long) Math.max(0, heapMax - heap),
                high,
                throttlings,
                refaults,
                fullStall);
        state = PressureDetector.next(state, reading, thresholds);
        states.add(state);
    }
}
