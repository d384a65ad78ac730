// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
    private static final long MILLI = 1_000_000;

    private final FollowUps followUps = new FollowUps();

    @Test
    void withoutAnAlarmThereAreNone() {
        assertThat(followUps.isActive(0)).isFalse();
    }

    @Test
    void theyComeCloseTogetherFirstAndEndAfterATenthOfASecond() {
        // as nanoTime may be: below 0, and about to run over
        long start = Long.MAX_VALUE - 50 * MILLI;
        List<Long> pauses = new ArrayList<>();
        followUps.begin(start);
        for (long now = start; followUps.isActive(now); now += pauses.get(pauses.size() - 1) * MILLI) {
            pauses.add(followUps.nextPause());
        }

        assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 8L).hasSize(15);
    }

    @Test
    void anotherAlarmStartsThemOver() {
        followUps.begin(0);
        followUps.nextPause();
        followUps.nextPause();
        followUps.begin(90 * MILLI);

        assertThat(followUps.isActive(150 * MILLI)).isTrue();
        assertThat(followUps.nextPause()).isEqualTo(1);
    }

    @Test
    void onceTheKillIsToldTheyEnd() {
        followUps.begin(0);
        followUps.end();

        assertThat(followUps.isActive(MILLI)).isFalse();
    }
}
