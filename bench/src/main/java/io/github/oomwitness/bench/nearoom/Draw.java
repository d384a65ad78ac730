// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The parameters of one round.
 *
 * @param limit bytes
 * @param full share of the limit that cannot be freed when the growth begins
 * @param rate bytes per second; 0 where nothing grows
 * @param jdk of the witnessed JVM
 * @param heapMax bytes
 * @param heapMin bytes, what the heap begins with
 * @param limitBecomes bytes that the limit is lowered to while it grows; the limit where it stays
 * @param restMillis from the moment that all is in place to the growth
 * @param lastsMillis how long a round without a kill goes on after that
 */
record Draw(
        long limit,
        double full,
        double rate,
        String collector,
        Jdk jdk,
        long heapMax,
        long heapMin,
        long limitBecomes,
        long restMillis,
        long lastsMillis) {
    static final long MIB = 1L << 20;
    private static final double MEGABYTE = 1e6;
    private static final int MOST_TRIES = 10_000;

    static Draw of(Scenario scenario, List<Jdk> jdks, SplittableRandom random) {
        double longest = longest(scenario);
        for (int i = 0; i < MOST_TRIES; i++) {
            Draw draw = once(scenario, jdks, random);
            if (draw.rate == 0 || draw.secondsToLimit() <= longest) {
                return draw;
            }
        }
        throw new IllegalArgumentException(
                "scenario " + scenario.name() + ": no draw of it ends within " + longest + " s of growth");
    }

    /** Seconds of growth; longer ones are drawn again: a leak of 1 MB/s in 4 GiB would take a quarter of an hour. */
    static double longest(Scenario scenario) {
        return scenario.range("longest", "30").high();
    }

    private static Draw once(Scenario scenario, List<Jdk> jdks, SplittableRandom random) {
        long limit = (long) (scenario.range("limit", "128..1024").drawByMagnitude(random) * MIB);
        double full = scenario.range("full", "70..80").draw(random) / 100;
        List<String> collectors =
                List.of(scenario.text("collector", "Serial G1 Parallel ZGC").split(" "));
        String collector = collectors.get(random.nextInt(collectors.size()));
        Jdk jdk = jdks.get(random.nextInt(jdks.size()));
        long heapMin = heap(scenario, "heap", 8 * MIB, limit, random);
        long heapMax = heap(scenario, "heap-max", scenario.has("heap") ? heapMin : 40 * MIB, limit, random);
        long becomes = scenario.has("limit-becomes")
                ? (long) (limit * scenario.range("limit-becomes", "100").draw(random) / 100)
                : limit;
        double rate = 0;
        if (scenario.has("rate")) {
            rate = scenario.range("rate", "1").drawByMagnitude(random) * MEGABYTE;
        } else if (scenario.has("within")) {
            rate = limit * (1 - full) / (scenario.range("within", "300").draw(random) / 1000);
        }
        return new Draw(
                limit,
                full,
                rate,
                collector,
                jdk,
                heapMax,
                Math.min(heapMin, heapMax),
                becomes,
                random.nextLong(1500, 4000),
                (long) (scenario.range("lasts", "20").draw(random) * 1000));
    }

    private static long heap(Scenario scenario, String key, long otherwise, long limit, SplittableRandom random) {
        Range range = scenario.range(key);
        if (range == null) {
            return otherwise;
        }
        double drawn = range.draw(random);
        return scenario.text(key, "").contains("%") ? (long) (limit * drawn / 100) : (long) (drawn * MIB);
    }

    double secondsToLimit() {
        return (limitBecomes - full * limit) / rate;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "limit %d MiB, full %.0f %%, %.1f MB/s, %s of %s, heap %d..%d MiB%s",
                limit / MIB,
                full * 100,
                rate / MEGABYTE,
                collector,
                jdk,
                heapMin / MIB,
                heapMax / MIB,
                limitBecomes == limit ? "" : ", limit becomes " + limitBecomes / MIB + " MiB");
    }
}
