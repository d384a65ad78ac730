// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.Ledgers;
import io.github.oomwitness.ledger.MemoryLedger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest(name = "-Xmx{0}m, {1} MiB beside it, {2} MiB of siblings under {3} MiB")
    @CsvSource({
        // Xmx, beside, siblings, limit | fits, worst, fitting Xmx, fitting limit
        "256,  60,   0,  512, true,   316, 416,  336",
        "256,  60, 150,  512, true,   466, 272,  496",
        "400,  60, 100,  512, false,  560, 320,  592",
        "1024, 60,   0,  512, false, 1084, 416, 1152",
        "64,   60, 500,  512, false,  624,   0,  656",
        "512,   0,   0,  512, true,   512, 480,  544",
    })
    void theWorstCaseIsTheHeapAtItsMaximumAndTheMostSeenOfAllElse(
            long heapMax,
            long beside,
            long siblings,
            long limit,
            boolean fits,
            long worst,
            long fittingHeapMax,
            long fittingLimit) {
        Fit fit = Fit.of(peaks(beside, siblings), heapMax * MEBIBYTE, 0, limit * MEBIBYTE);

        assertThat(fit.fits()).isEqualTo(fits);
        assertThat(fit.worstCase()).isEqualTo(worst * MEBIBYTE);
        assertThat(fit.fittingHeapMax()).isEqualTo(fittingHeapMax * MEBIBYTE);
        assertThat(fit.fittingLimit()).isEqualTo(fittingLimit * MEBIBYTE);
    }

    @Test
    void pageCacheIsNoPartOfIt() {
        MemoryLedger peaks = Ledgers.of(Map.of(LedgerRow.PAGE_CACHE, 900L, LedgerRow.MAPPED, 300L), 0);

        assertThat(Fit.of(peaks, 100 * MEBIBYTE, 0, 512 * MEBIBYTE).worstCase()).isEqualTo(100 * MEBIBYTE);
    }

    @Test
    void aHeapInPagesThatWereSetAsideIsNoPartOfItWhateverItsSize() {
        Fit fit = Fit.of(peaks(60, 100), 1024 * MEBIBYTE, 3 * 1024 * MEBIBYTE, 512 * MEBIBYTE);

        assertThat(fit.fits()).isTrue();
        assertThat(fit.worstCase()).isEqualTo(160 * MEBIBYTE);
        assertThat(fit.fittingHeapMax()).isEqualTo(1024 * MEBIBYTE);
    }

    @Test
    void whereAllElseIsTooMuchNoHeapFitsThoughItIsNotCharged() {
        Fit fit = Fit.of(peaks(60, 500), 1024 * MEBIBYTE, 1024 * MEBIBYTE, 512 * MEBIBYTE);

        assertThat(fit.fits()).isFalse();
        assertThat(fit.fittingHeapMax()).isZero();
    }

    @Test
    void whatOfTheHeapIsNotSetAsideIsPartOfIt() {
        assertThat(Fit.of(peaks(60, 0), 400 * MEBIBYTE, 128 * MEBIBYTE, 512 * MEBIBYTE)
                        .worstCase())
                .isEqualTo(332 * MEBIBYTE);
    }

    @Test
    void withoutALimitEverythingFits() {
        assertThat(Fit.of(peaks(60, 0), 4096 * MEBIBYTE, 0, -1).fits()).isTrue();
    }

    @Test
    void whatIsUnknownIsNotSaidToFail() {
        assertThat(Fit.of(peaks(60, 0), -1, 0, 512 * MEBIBYTE)).isEqualTo(Fit.unknown());
        assertThat(Fit.of(MemoryLedger.none(), 1, 0, 1).fits()).isTrue();
    }

    private static MemoryLedger peaks(long beside, long siblings) {
        return Ledgers.of(Map.of(LedgerRow.HEAP, 30L, LedgerRow.OTHER_JVM, beside, LedgerRow.SIBLINGS, siblings), 0);
    }
}
