// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A report while its lines come in. What a line is follows from its form, and from the heading above it. */
final class OomReportDraft {
    private static final Pattern FRAME =
            Pattern.compile("\\s*((?:\\? )?[^\\s+]+\\+0x[0-9a-f]+/0x[0-9a-f]+)(?: \\[[^]]*\\])?");
    private static final Pattern STATISTICS_HEADING = Pattern.compile("Memory cgroup stats for (.*):");
    private static final Pattern STATISTIC = Pattern.compile("\\s*([a-z]\\w*) (\\d+)");

    private final long timestampMicros;
    private final List<String> callTrace = new ArrayList<>();
    private final Map<String, OomAccount> accounts = new LinkedHashMap<>();
    private final Map<String, Long> statistics = new LinkedHashMap<>();
    private final List<OomTask> tasks = new ArrayList<>();
    private Optional<OomInvocation> invocation = Optional.empty();
    private Optional<OomTrigger> trigger = Optional.empty();
    private Optional<String> statsMemcg = Optional.empty();
    private Optional<OomTaskTable> taskTable = Optional.empty();
    private Optional<OomConstraint> constraint = Optional.empty();

    OomReportDraft(long timestampMicros) {
        this.timestampMicros = timestampMicros;
    }

    /** The second line is enough: the first may have been printed before the log was opened. */
    static boolean canBeginWith(String line) {
        return OomInvocation.parse(line).isPresent() || OomTrigger.parse(line).isPresent();
    }

    /** Warnings print a stack as well: such a line amid a report is another's, or, after an invocation, its own. */
    boolean isUnderWayAt(String line) {
        return OomInvocation.parse(line).isEmpty() && (invocation.isPresent() || isOomReport());
    }

    void accept(String line) {
        if (taskTable.isPresent()) {
            taskTable.flatMap(table -> table.parseRow(line)).ifPresent(tasks::add);
        } else if (!acceptStatistic(line) && !acceptFrame(line)) {
            acceptHeading(line);
        }
        constraint = constraint.or(() -> OomConstraint.parse(line));
    }

    private boolean acceptStatistic(String line) {
        Matcher statistic = STATISTIC.matcher(line);
        if (statsMemcg.isEmpty() || !statistic.matches()) {
            return false;
        }
        statistics.put(statistic.group(1), KernelText.count(statistic.group(2)));
        return true;
    }

    private boolean acceptFrame(String line) {
        Matcher frame = FRAME.matcher(line);
        if (!frame.matches()) {
            return false;
        }
        callTrace.add(frame.group(1));
        return true;
    }

    private void acceptHeading(String line) {
        invocation = invocation.or(() -> OomInvocation.parse(line));
        trigger = trigger.or(() -> OomTrigger.parse(line));
        OomAccount.parse(line).ifPresent(account -> accounts.put(account.name(), account));
        Matcher heading = STATISTICS_HEADING.matcher(line);
        if (heading.matches()) {
            statsMemcg = Optional.of(heading.group(1));
        }
        taskTable = OomTaskTable.parseHeading(line);
    }

    /** Empty if nothing in it is of an OOM decision: then it was the stack of something else. */
    Optional<KernelOomReport> finish() {
        if (!isOomReport()) {
            return Optional.empty();
        }
        return Optional.of(new KernelOomReport(
                timestampMicros, invocation, trigger, callTrace, accounts, statsMemcg, statistics, tasks, constraint));
    }

    private boolean isOomReport() {
        return invocation.isPresent() || !accounts.isEmpty() || taskTable.isPresent() || constraint.isPresent();
    }
}
