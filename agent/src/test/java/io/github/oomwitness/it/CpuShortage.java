// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long threads of this machine had to wait for a CPU, from {@code /proc/pressure/cpu}: next to nothing on a machine
 * that is at rest. On a busy one it is part of every latency that can be measured, and nobody's fault: the kernel itself then
 * takes longer from its decision to kill to the kill.
 */
final class CpuShortage implements AutoCloseable {
    private static final Path FILE = Path.of("/proc/pressure/cpu");
    private static final Pattern SOME = Pattern.compile("some .*total=(\\d+)");
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(2);

    private final NavigableMap<Instant, Long> shortMicros = new ConcurrentSkipListMap<>();
    private final Thread reader = new Thread(this::readAgainAndAgain, "cpu-shortage");
    private volatile boolean ending;

    private CpuShortage() {}

    static CpuShortage measure() throws IOException {
        CpuShortage shortage = new CpuShortage();
        shortage.shortMicros.put(Instant.now(), read());
        shortage.reader.setDaemon(true);
        shortage.reader.start();
        return shortage;
    }

    /** For how long at least one thread had to wait between these two, whichever is the earlier. */
    Duration between(Instant one, Instant other) {
        Map.Entry<Instant, Long> before = shortMicros.floorEntry(one.isBefore(other) ? one : other);
        Map.Entry<Instant, Long> after = shortMicros.ceilingEntry(one.isBefore(other) ? other : one);
        if (before == null || after == null) {
            throw new IllegalStateException("not measured from " + one + " to " + other);
        }
        return Duration.of(after.getValue() - before.getValue(), ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        ending = true;
    }

    private void readAgainAndAgain() {
        try {
            while (!ending) {
                long micros = read();
                shortMicros.put(Instant.now(), micros);
                LockSupport.parkNanos(BETWEEN_READINGS.toNanos());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long read() throws IOException {
        Matcher some = SOME.matcher(Files.readString(FILE));
        if (!some.find()) {
            throw new IOException(FILE + " does not tell what it should: the kernel needs CONFIG_PSI, and psi=1");
        }
        return Long.parseLong(some.group(1));
    }
}
