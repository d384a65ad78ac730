// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * How a process of the container changed, from the {@code oomwitness.ProcessMemory} events of a recording.
 *
 * @param firstAnon anonymous memory in bytes when it was first seen
 * @param lastAnon the same at the last look
 * @param oomScoreAdj empty where the agent could not read it
 */
public record ProcessGrowth(long pid, String name, OptionalInt oomScoreAdj, long firstAnon, long lastAnon) {
    private static final String TYPE = "oomwitness.ProcessMemory";

    /** Bytes of anonymous memory, negative where it shrank. */
    public long growth() {
        return lastAnon - firstAnon;
    }

    /** All processes that were seen between two moments, whoever grew most first. */
    public static List<ProcessGrowth> between(Instant from, Instant to, Path recording) throws IOException {
        Map<Long, ProcessGrowth> growths = new LinkedHashMap<>();
        for (RecordedEvent event : looks(from, to, recording)) {
            growths.merge(event.getLong("pid"), of(event), ProcessGrowth::upTo);
        }
        return growths.values().stream()
                .sorted(Comparator.comparingLong(ProcessGrowth::growth).reversed())
                .toList();
    }

    private static List<RecordedEvent> looks(Instant from, Instant to, Path recording) throws IOException {
        List<RecordedEvent> looks = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(TYPE)
                        && event.getLong("anonRss") >= 0
                        && event.getString("name") != null
                        && !event.getStartTime().isBefore(from)
                        && !event.getStartTime().isAfter(to)) {
                    looks.add(event);
                }
            }
        }
        // A recording holds events in the order of its buffers.
        looks.sort(Comparator.comparing(RecordedEvent::getStartTime));
        return looks;
    }

    private static ProcessGrowth of(RecordedEvent event) {
        int score = event.getInt("oomScoreAdj");
        return new ProcessGrowth(
                event.getLong("pid"),
                event.getString("name"),
                score == Integer.MIN_VALUE ? OptionalInt.empty() : OptionalInt.of(score),
                event.getLong("anonRss"),
                event.getLong("anonRss"));
    }

    private ProcessGrowth upTo(ProcessGrowth later) {
        return new ProcessGrowth(pid, later.name, later.oomScoreAdj, firstAnon, later.lastAnon);
    }
}
