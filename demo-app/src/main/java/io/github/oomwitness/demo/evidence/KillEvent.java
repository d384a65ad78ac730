// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import jdk.jfr.consumer.RecordedEvent;

/**
 * An {@code oomwitness.OomKill} event, read by its field names as any tool would. What the event's source could not give is a missing value
 * there, and empty here.
 */
public final class KillEvent {
    /** The event's type. */
    public static final String TYPE = "oomwitness.OomKill";

    private static final long UNLIMITED = -1;
    private static final long UNKNOWN_LIMIT = -2;

    private final RecordedEvent event;

    KillEvent(RecordedEvent event) {
        this.event = event;
    }

    public Optional<String> text(String field) {
        return event.hasField(field) ? Optional.ofNullable(event.getString(field)) : Optional.empty();
    }

    public boolean flag(String field) {
        return event.hasField(field) && event.getBoolean(field);
    }

    /** A count or bytes, for which -1 says that it is missing. */
    public OptionalLong number(String field) {
        long value = event.hasField(field) ? event.getLong(field) : -1;
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** A number that may well be -1, for which the smallest int says that it is missing. */
    public OptionalLong signedNumber(String field) {
        int value = event.hasField(field) ? event.getInt(field) : Integer.MIN_VALUE;
        return value == Integer.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Bytes; {@link Long#MAX_VALUE} if there is no limit, empty if it is not known. */
    public OptionalLong limit(String field) {
        long value = event.hasField(field) ? event.getLong(field) : UNKNOWN_LIMIT;
        if (value == UNKNOWN_LIMIT) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(value == UNLIMITED ? Long.MAX_VALUE : value);
    }

    /** From the kill in the kernel to the agent. */
    public Optional<Duration> detectionLatency() {
        return event.hasField("detectionLatency")
                ? Optional.of(event.getDuration("detectionLatency")).filter(latency -> !latency.isNegative())
                : Optional.empty();
    }

    /** When the kernel killed. */
    public Optional<Instant> kernelTime() {
        return event.hasField("kernelTime") && event.getLong("kernelTime") != Long.MIN_VALUE
                ? Optional.of(event.getInstant("kernelTime"))
                : Optional.empty();
    }

    /** When the agent told Flight Recorder. */
    public Instant committedAt() {
        return event.getStartTime();
    }

    /** As {@code jfr print} shows it. */
    @Override
    public String toString() {
        return event.toString();
    }
}
