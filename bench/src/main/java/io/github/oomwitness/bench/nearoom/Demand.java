// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Something that has to be true of all rounds together.
 *
 * @param misses the rounds that speak against it
 */
record Demand(String text, boolean isMet, List<String> misses) {
    private static final long GIBIBYTE = 1L << 30;
    private static final double SLOW = 20e6;
    private static final double SLOW_AHEAD_SECONDS = 5;
    private static final double AHEAD_SECONDS = 0.2;
    private static final double SOON_SECONDS = 1;

    static List<Demand> all(List<Played> played) {
        List<Played> kills = played.stream()
                .filter(round -> round.spoiled() == null && round.scenario().endsInAKill())
                .toList();
        List<Played> calm = played.stream()
                .filter(round -> round.spoiled() == null && round.isCalm())
                .toList();
        List<Played> warned = played.stream()
                .filter(round -> round.spoiled() == null && round.scenario().warnsOf() != null)
                .toList();
        return List.of(
                none(
                        "every kill later than 1 s after the growth began is announced 200 ms ahead",
                        only(kills, round -> round.secondsThere() > SOON_SECONDS),
                        round -> Score.lead(Rule.OURS_WARNING, round) < AHEAD_SECONDS),
                none(
                        "CRITICAL stands after at most half of the time that was there",
                        kills,
                        round -> Score.lead(Rule.OURS_CRITICAL, round) < round.secondsThere() / 2),
                none(
                        "CRITICAL stands 5 s ahead where the limit is 1 GiB or more and growth 20 MB/s or less",
                        only(
                                kills,
                                round -> round.draw().limit() >= GIBIBYTE
                                        && round.draw().rate() <= SLOW),
                        round -> Score.lead(Rule.OURS_CRITICAL, round) < SLOW_AHEAD_SECONDS),
                none(
                        "no round without a kill has a CRITICAL",
                        calm,
                        round -> !Rule.OURS_CRITICAL.alarms(round.readings()).isEmpty()),
                fewWarnings(calm),
                none(
                        "where a WARNING is due for another reason it comes, and no CRITICAL",
                        warned,
                        round -> !Report.isWarned(round)),
                ahead(played));
    }

    private static List<Played> only(List<Played> rounds, Predicate<Played> concerned) {
        return rounds.stream().filter(concerned).toList();
    }

    private static Demand none(String text, List<Played> rounds, Predicate<Played> misses) {
        List<String> missed = rounds.stream()
                .filter(misses)
                .map(Report::line)
                .map(String::strip)
                .toList();
        return new Demand(
                text + " (" + (rounds.size() - missed.size()) + " of " + rounds.size() + ")", missed.isEmpty(), missed);
    }

    private static Demand fewWarnings(List<Played> calm) {
        List<String> missed = calm.stream()
                .filter(round -> !Rule.OURS_WARNING.alarms(round.readings()).isEmpty())
                .map(Report::line)
                .map(String::strip)
                .toList();
        return new Demand(
                Report.format(
                        "at most one round in a hundred without a kill has a WARNING (%d of %d)",
                        missed.size(), calm.size()),
                missed.size() * 100L <= calm.size(),
                missed);
    }

    /** A rule that announces no kill at all is ahead in nothing: that it raises no false alarm either is no merit. */
    private static Demand ahead(List<Played> played) {
        Score ours = Score.of(Rule.OURS_WARNING, played);
        List<String> misses = new ArrayList<>();
        for (Rule rule : List.of(Rule.USAGE, Rule.WORKING_SET, Rule.SYSTEMD_OOMD, Rule.EARLYOOM)) {
            Score theirs = Score.of(rule, played);
            if (theirs.announced() == 0) {
                continue;
            }
            if (theirs.recall() > ours.recall()) {
                misses.add(rule.title() + " announces more kills");
            }
            if (theirs.falseAlarmsPerHour() < ours.falseAlarmsPerHour()) {
                misses.add(rule.title() + " has fewer false alarms");
            }
            if (theirs.medianLead() > ours.medianLead()) {
                misses.add(rule.title() + " is further ahead");
            }
        }
        return new Demand(
                "no other rule that announces kills has a higher recall, fewer false alarms or a longer median lead",
                misses.isEmpty(),
                misses);
    }
}
