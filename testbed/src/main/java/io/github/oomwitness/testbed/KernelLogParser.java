// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the OOM kills in kernel messages, one record after the other. It opens nothing and asks no clock, no input makes it throw, and
 * lines of others between those of a report do no harm: the kernel makes one OOM decision at a time, so reports do not mix.
 */
public final class KernelLogParser {
    /** The kernel prints the first victim of an oom.group twice. Later than this, the same pid is another process. */
    private static final long SAME_KILL_MICROS = 10_000_000;

    private static final String GROUP_KILL = " are going to be killed due to memory.oom.group set";

    private final Map<Long, Long> killedAt = new HashMap<>();

    /** Of a decision whose victim is yet to be named. */
    private @Nullable OomReportDraft draft;

    /** Of the latest victim; null if that one had none. */
    private @Nullable KernelOomReport latest;

    /** Of the oom.group that is being killed; null if none is, or if it has none. */
    private @Nullable KernelOomReport ofGroup;

    /** Takes a record; returns the kills that its lines complete, mostly none. */
    public List<KernelKill> accept(KernelLogRecord record) {
        return record.text()
                .lines()
                .map(line -> accept(record.timestampMicros(), line))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<KernelKill> accept(long timestampMicros, String line) {
        Optional<KilledProcess> killed = KilledProcess.parse(line);
        if (killed.isPresent()) {
            return kill(timestampMicros, killed.get());
        }
        if (line.endsWith(GROUP_KILL)) {
            ofGroup = latest;
            return Optional.empty();
        }
        if (OomReportDraft.canBeginWith(line) && (draft == null || !draft.isUnderWayAt(line))) {
            draft = new OomReportDraft(timestampMicros);
        }
        if (draft != null) {
            draft.accept(line);
        }
        return Optional.empty();
    }

    private Optional<KernelKill> kill(long timestampMicros, KilledProcess process) {
        Optional<KernelOomReport> report = reportOf(process);
        Long before = killedAt.put(process.pid(), timestampMicros);
        if (before != null && Math.abs(timestampMicros - before) < SAME_KILL_MICROS) {
            return Optional.empty();
        }
        return Optional.of(new KernelKill(timestampMicros, process, report));
    }

    /** A report belongs to the kill that follows it, and to the others of that oom.group, but not to a later kill that has none. */
    private Optional<KernelOomReport> reportOf(KilledProcess process) {
        if (ofGroup != null && draft == null && lists(ofGroup, process)) {
            return Optional.of(ofGroup);
        }
        latest = draft == null ? null : draft.finish().orElse(null);
        draft = null;
        ofGroup = null;
        return Optional.ofNullable(latest);
    }

    private static boolean lists(KernelOomReport report, KilledProcess process) {
        return report.tasks().stream().anyMatch(task -> task.pid() == process.pid());
    }
}
