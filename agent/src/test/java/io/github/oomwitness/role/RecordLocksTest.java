// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against what Linux 6.18 wrote. */
class RecordLocksTest {
    private static final String LOCKS = """
            1: POSIX  ADVISORY  WRITE 29230 00:06:5 7757 7757
            1: -> POSIX  ADVISORY  WRITE 29231 00:06:5 7758 7758
            2: FLOCK  ADVISORY  WRITE 29282 fe:00:7757 0 EOF
            3: POSIX  ADVISORY  READ  29258 fe:00:5 7759 7759
            4: OFDLCK ADVISORY  WRITE -1 00:06:5 7760 7760
            5: POSIX  ADVISORY  WRITE 29300 00:06:15 7761 7761
            """;

    @Test
    void theHolderOfTheExclusiveLockAtTheByteIsFound() {
        assertThat(RecordLocks.holder(LOCKS, 5, 7757)).isEqualTo(29230);
    }

    @Test
    void whoWaitsHoldsNothing() {
        assertThat(RecordLocks.holder(LOCKS, 5, 7758)).isEqualTo(-1);
    }

    @Test
    void aSharedLockAndOneOfAnotherKindAreNotIt() {
        assertThat(RecordLocks.holder(LOCKS, 5, 7759)).isEqualTo(-1);
        assertThat(RecordLocks.holder(LOCKS, 5, 7760)).isEqualTo(-1);
        assertThat(RecordLocks.holder(LOCKS, 7757, 0)).isEqualTo(-1);
    }

    @Test
    void aFileWhoseInodeOnlyEndsLikeThisIsAnother() {
        assertThat(RecordLocks.holder(LOCKS, 5, 7761)).isEqualTo(-1);
        assertThat(RecordLocks.holder(LOCKS, 15, 7761)).isEqualTo(29300);
    }

    @Test
    void nobodyHoldsWhatIsNotListed() {
        assertThat(RecordLocks.holder("", 5, 7757)).isEqualTo(-1);
        assertThat(RecordLocks.holder("1: POSIX ADVISORY WRITE many 00:06:5 7757 7757\n", 5, 7757))
                .isEqualTo(-1);
    }
}
