// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.pressure.PressureReason;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The score as a person reads it, in Markdown. */
final class Report {
    private Report() {}

    /** One round in a line. */
    static String line(Played played) {
        String name = played.toString();
        if (played.spoiled() != null) {
            return "  " + name + ": proves nothing, " + played.spoiled();
        }
        if (played.scenario().endsInAKill()) {
            return format(
                    "  %s: killed after %.2f s; WARNING %s, CRITICAL %s",
                    name,
                    played.secondsThere(),
                    ahead(Score.lead(Rule.OURS_WARNING, played)),
                    ahead(Score.lead(Rule.OURS_CRITICAL, played)));
        }
        if (played.scenario().warnsOf() != null) {
            return format(
                    "  %s: %s of %s in %d readings",
                    name,
                    isWarned(played) ? "warned" : "NOT warned",
                    played.scenario().warnsOf(),
                    played.readings().size());
        }
        int warnings = Rule.OURS_WARNING.alarms(played.readings()).size();
        return "  " + name + ": " + (warnings == 0 ? "no alarm" : warnings + " FALSE alarms") + " in "
                + played.readings().size() + " readings";
    }

    static boolean isWarned(Played played) {
        PressureReason reason = played.scenario().warnsOf();
        return reason != null && Rule.warnsOf(reason, played.readings());
    }

    /** Prints everything; whether all demands are met. */
    static boolean print(PrintStream out, List<Played> played, List<String> notRun) {
        printScenarios(out, played);
        printRules(out, played);
        out.println();
        notRun.forEach(reason -> out.println("not run: " + reason));
        List<Played> spoiled =
                played.stream().filter(round -> round.spoiled() != null).toList();
        spoiled.forEach(round -> out.println("proves nothing: " + round + ": " + round.spoiled()));
        out.println();
        boolean met = true;
        for (Demand demand : Demand.all(played)) {
            out.println((demand.isMet() ? "met: " : "NOT MET: ") + demand.text());
            demand.misses().forEach(miss -> out.println("    " + miss));
            met &= demand.isMet();
        }
        return met;
    }

    private static void printScenarios(PrintStream out, List<Played> played) {
        Map<String, List<Played>> byScenario = new TreeMap<>();
        played.forEach(round -> byScenario
                .computeIfAbsent(round.scenario().name(), name -> new ArrayList<>())
                .add(round));
        out.println();
        out.println(
                "| scenario | rounds | there, s | WARNING ahead, s (median, worst) | CRITICAL ahead, s (median, worst)"
                        + " | time gone at CRITICAL (median, worst) | false WARNING | false CRITICAL |");
        out.println("|---|---|---|---|---|---|---|---|");
        byScenario.forEach((name, rounds) -> {
            Score warning = Score.of(Rule.OURS_WARNING, rounds);
            Score critical = Score.of(Rule.OURS_CRITICAL, rounds);
            boolean kill = rounds.get(0).scenario().endsInAKill();
            if (!kill && !rounds.get(0).isCalm()) {
                return;
            }
            int counted = kill ? warning.kills() : warning.calmRounds();
            out.println(
                    kill
                            ? format(
                                    "| %s | %d | %s | %.2f, %.2f | %.2f, %.2f | %.0f %%, %.0f %% | | |",
                                    name,
                                    counted,
                                    there(rounds),
                                    warning.medianLead(),
                                    warning.worstLead(),
                                    critical.medianLead(),
                                    critical.worstLead(),
                                    100 * critical.medianShare(),
                                    100 * critical.worstShare())
                            : format(
                                    "| %s | %d | | | | | %d | %d |",
                                    name, counted, warning.falseRounds(), critical.falseRounds()));
        });
    }

    private static void printRules(PrintStream out, List<Played> played) {
        out.println();
        out.println(
                "| rule | kills announced 200 ms ahead | of those later than 1 s | alarmed already before the growth"
                        + " | ahead, s (median, worst) | false alarms per hour (at most, 95 %) | rounds without a kill that alarmed |");
        out.println("|---|---|---|---|---|---|---|");
        for (Rule rule : Rule.values()) {
            Score score = Score.of(rule, played);
            out.println(format(
                    "| %s | %d of %d | %d of %d | %d | %.2f, %.2f | %.1f (%.1f) | %d of %d |",
                    rule.title(),
                    score.announced(),
                    score.kills(),
                    score.dueAnnounced(),
                    score.dueKills(),
                    score.standing(),
                    score.medianLead(),
                    score.worstLead(),
                    score.falseAlarmsPerHour(),
                    score.falseAlarmsPerHourAtMost(),
                    score.falseRounds(),
                    score.calmRounds()));
        }
    }

    private static String there(List<Played> rounds) {
        List<Double> seconds = rounds.stream()
                .filter(round -> round.spoiled() == null)
                .map(Played::secondsThere)
                .sorted()
                .toList();
        return seconds.isEmpty() ? "" : format("%.1f..%.1f", seconds.get(0), seconds.get(seconds.size() - 1));
    }

    private static String ahead(double lead) {
        return lead < 0 ? "never" : format("%.2f s ahead", lead);
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
