// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

import java.time.Duration;

/**
 * When growth reaches a level: where both hold.
 *
 * @param headroomShare headroom is at most this share of the limit, 0 to 1
 * @param timeToLimit and at the present rate is used up within this time
 */
public record Threshold(double headroomShare, Duration timeToLimit) {
    public Threshold {
        if (!(headroomShare >= 0 && headroomShare <= 1)) {
            throw new IllegalArgumentException("a share of the limit is from 0 to 1, not " + headroomShare);
        }
    }
}
