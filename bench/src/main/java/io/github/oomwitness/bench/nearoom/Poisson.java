// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

/** What a count says about the rate that it came from. */
final class Poisson {
    private static final double DOUBT = 0.05;
    private static final int STEPS = 100;

    private Poisson() {}

    /** The mean at which so few events, or fewer, would be seen in one case of twenty: 3.0 for none. */
    static double upperBound(int events) {
        double low = events;
        double high = 2 * events + 10;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (atMost(events, middle) > DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double atMost(int events, double mean) {
        double term = Math.exp(-mean);
        double sum = term;
        for (int i = 1; i <= events; i++) {
            term *= mean / i;
            sum += term;
        }
        return sum;
    }
}
