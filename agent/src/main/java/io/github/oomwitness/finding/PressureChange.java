// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.pressure.PressureLevel;
import io.github.oomwitness.pressure.PressureState;
import io.github.oomwitness.process.ProcessGrowth;
import java.util.List;

/**
 * The memory pressure has come to another level.
 *
 * @param previous the level before
 * @param now the state with the new one
 * @param growers the processes of the cgroup that grew most over the last seconds, the one that grew most first
 * @param sample that led to it
 */
public record PressureChange(PressureLevel previous, PressureState now, List<ProcessGrowth> growers, Sample sample)
        implements Finding {

    public PressureChange {
        growers = List.copyOf(growers);
    }

    /** One that is not to be told: to go through the motions with before it counts. */
    public static PressureChange example(Sample sample) {
        return new PressureChange(
                PressureLevel.NORMAL,
                sample.pressure(),
                List.of(new ProcessGrowth(1, "example", 1), new ProcessGrowth(2, null, 1)),
                sample);
    }
}
