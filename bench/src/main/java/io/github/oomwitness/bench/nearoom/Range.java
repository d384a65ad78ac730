// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.util.SplittableRandom;

/** From where to where a parameter is drawn, both included; written as {@code 1..400} or {@code 64}. */
record Range(double low, double high) {

    static Range parse(String text) {
        int dots = text.indexOf("..");
        double low = Double.parseDouble(dots < 0 ? text : text.substring(0, dots));
        double high = dots < 0 ? low : Double.parseDouble(text.substring(dots + 2));
        if (low > high) {
            throw new IllegalArgumentException("the range " + text + " ends before it begins");
        }
        return new Range(low, high);
    }

    double draw(SplittableRandom random) {
        return low == high ? low : random.nextDouble(low, high);
    }

    /** Each power of ten as likely as any other: for sizes and rates. */
    double drawByMagnitude(SplittableRandom random) {
        return low == high ? low : Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
    }
}
