// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * The container at one moment, in bytes, from an {@code oomwitness.ContainerMemory} event.
 */
public record ContainerLook(long usage, long limit, long anon, long pageCache, long workingSet) {
    /** The event's type. */
    public static final String TYPE = "oomwitness.ContainerMemory";

    /** All that a recording has, in the order of their time. */
    public static List<ContainerLook> in(Path recording) throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(TYPE)) {
                    events.add(event);
                }
            }
        }
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        return events.stream().map(ContainerLook::of).toList();
    }

    private static ContainerLook of(RecordedEvent event) {
        return new ContainerLook(
                event.getLong("memoryUsage"),
                event.getLong("memoryLimit"),
                event.getLong("anon"),
                event.getLong("file"),
                event.getLong("workingSet"));
    }

    /** Of the limit, in percent; rounded down, so that 100 is all of it. */
    public long percentUsed() {
        return usage * 100 / limit;
    }
}
