// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What a recording holds of kills, and of the starts of child processes that explain them. */
public final class RecordedEvidence {
    private final List<KillEvent> kills;
    private final List<ChildStart> starts;

    private RecordedEvidence(List<KillEvent> kills, List<ChildStart> starts) {
        this.kills = List.copyOf(kills);
        this.starts = List.copyOf(starts);
    }

    /** Reads a whole recording. */
    public static RecordedEvidence in(Path recording) throws IOException {
        List<KillEvent> kills = new ArrayList<>();
        List<ChildStart> starts = new ArrayList<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                switch (event.getEventType().getName()) {
                    case KillEvent.TYPE -> kills.add(new KillEvent(event));
                    case ChildStart.TYPE -> starts.add(ChildStart.of(event));
                    default -> {}
                }
            }
        }
        return new RecordedEvidence(kills, starts);
    }

    public List<KillEvent> kills() {
        return kills;
    }

    /** The kill of this process, by its pid in the initial pid namespace, as the kernel logs it. */
    public Optional<KillEvent> killOf(long hostPid) {
        return kills.stream()
                .filter(kill -> kill.number("victimHostPid").orElse(-1) == hostPid)
                .findFirst();
    }

    /** The start of the process that was killed: the latest one before, as pids are used again. */
    public Optional<ChildStart> startOf(KillEvent kill) {
        return starts.stream()
                .filter(start -> start.pid() == kill.number("victimPid").orElse(-1))
                .filter(start -> !start.time().isAfter(kill.committedAt()))
                .reduce((earlier, later) -> earlier.time().isAfter(later.time()) ? earlier : later);
    }
}
