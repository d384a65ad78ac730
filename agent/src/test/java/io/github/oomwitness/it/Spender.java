// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static java.util.Objects.requireNonNull;

import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A JVM that takes memory of the kind and amount that it is told, and shows its newest ledger to whoever scrapes it. */
final class Spender implements AutoCloseable {
    static final String UNACCOUNTED = "unaccounted";

    /** Read before each ledger. */
    static final String USAGE = "cgroup_memory_usage_bytes";

    private static final String ROW = "cgroup_memory_ledger_bytes{part=";

    private final WitnessedJvm jvm;
    private final Scrape meters;

    private Spender(WitnessedJvm jvm) {
        this.jvm = jvm;
        this.meters = Scrape.of(jvm);
    }

    /** Interpreted: what compiling takes for a moment would look as if it were spent. */
    static Spender start(Jdk jdk, MemoryCgroup cgroup, String collector, String... flags) throws IOException {
        return new Spender(WitnessedJvm.with(jdk)
                .in(cgroup)
                .flags("-Xint", "-XX:+Use" + collector + "GC")
                .agentOptions("interval=10ms,prometheus=0,ledger-meters=true")
                .flags(flags)
                .mainClass(SpendingApplication.class.getName())
                .start()
                .awaitWitness());
    }

    long pid() {
        return jvm.pid();
    }

    /** Returns once it is done. */
    void spend(String words) throws IOException {
        int done = done();
        jvm.say(words);
        jvm.awaitOutput(() -> done() > done);
    }

    /** The rows of the newest one by their names, and the usage. */
    Map<String, Double> ledger() throws IOException, InterruptedException {
        Map<String, Double> rows = new TreeMap<>();
        meters.values().forEach((name, value) -> {
            if (name.startsWith(ROW)) {
                rows.put(name.substring(ROW.length(), name.length() - 1), value);
            } else if (name.equals(USAGE)) {
                rows.put(USAGE, value);
            }
        });
        return rows;
    }

    static double of(String row, Map<String, Double> ledger) {
        return requireNonNull(ledger.get(row), row);
    }

    private int done() {
        return (int) jvm.output()
                .lines()
                .filter(line -> line.startsWith(SpendingApplication.DONE))
                .count();
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
