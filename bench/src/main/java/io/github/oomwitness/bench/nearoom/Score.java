// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.bench.nearoom.Rule.Alarm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a rule did over some rounds. A lead is counted from the beginning of the growth at the earliest: who alarms always
 * foresees nothing.
 *
 * @param kills rounds that ended in a kill
 * @param announced those with an alarm that stood at the kill and was raised 200 ms or more before it
 * @param dueKills rounds with a kill that came more than a second after the growth began
 * @param dueAnnounced those of them that were announced
 * @param standing kills before which the alarm stood already when the growth began: it was for something else
 * @param leads seconds from the alarm to the kill, of all that had one since the growth began, sorted: one that stood before says
 *     nothing of when the kill comes
 * @param shares of the time that was there when the alarm came, 0 to 1, sorted, 1 where none came
 * @param falseAlarms alarms in rounds without a kill
 * @param falseRounds rounds without a kill that had any
 * @param calmRounds rounds without a kill
 * @param calmHours hours of them
 */
record Score(
        int kills,
        int announced,
        int dueKills,
        int dueAnnounced,
        int standing,
        List<Double> leads,
        List<Double> shares,
        int falseAlarms,
        int falseRounds,
        int calmRounds,
        double calmHours) {
    private static final double AHEAD_SECONDS = 0.2;
    private static final double SOON_SECONDS = 1;

    static Score of(Rule rule, List<Played> rounds) {
        int kills = 0;
        int announced = 0;
        int dueKills = 0;
        int dueAnnounced = 0;
        int standing = 0;
        int falseAlarms = 0;
        int falseRounds = 0;
        int calmRounds = 0;
        double calmSeconds = 0;
        List<Double> leads = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (Played round : rounds) {
            if (round.spoiled() != null) {
                continue;
            }
            if (round.scenario().endsInAKill()) {
                double lead = lead(rule, round);
                boolean isAnnounced = lead >= AHEAD_SECONDS;
                boolean isDue = round.secondsThere() > SOON_SECONDS;
                kills++;
                announced += isAnnounced ? 1 : 0;
                dueKills += isDue ? 1 : 0;
                dueAnnounced += isDue && isAnnounced ? 1 : 0;
                boolean stood = lead > 0 && lead >= round.secondsThere();
                standing += stood ? 1 : 0;
                if (lead > 0 && !stood) {
                    leads.add(lead);
                }
                shares.add(1 - Math.max(0, lead) / round.secondsThere());
            } else if (round.isCalm()) {
                int alarms = rule.alarms(round.readings()).size();
                falseAlarms += alarms;
                falseRounds += alarms > 0 ? 1 : 0;
                calmRounds++;
                calmSeconds += round.secondsRecorded();
            }
        }
        Collections.sort(leads);
        Collections.sort(shares);
        return new Score(
                kills,
                announced,
                dueKills,
                dueAnnounced,
                standing,
                List.copyOf(leads),
                List.copyOf(shares),
                falseAlarms,
                falseRounds,
                calmRounds,
                calmSeconds / 3600);
    }

    /** Seconds from the alarm that stood at the kill; -1 without one. */
    static double lead(Rule rule, Played round) {
        List<Alarm> alarms = rule.alarms(round.readings());
        if (alarms.isEmpty()) {
            return -1;
        }
        Alarm last = alarms.get(alarms.size() - 1);
        if (last.to() < round.killed()) {
            return -1;
        }
        return (round.killed() - Math.max(last.from(), round.began())) / 1e9;
    }

    double recall() {
        return kills == 0 ? Double.NaN : (double) announced / kills;
    }

    double falseAlarmsPerHour() {
        return calmHours == 0 ? Double.NaN : falseAlarms / calmHours;
    }

    /** The upper end of the 95 % interval of a Poisson rate, of which so many events were seen. */
    double falseAlarmsPerHourAtMost() {
        return calmHours == 0 ? Double.NaN : Poisson.upperBound(falseAlarms) / calmHours;
    }

    double medianLead() {
        return leads.isEmpty() ? Double.NaN : leads.get(leads.size() / 2);
    }

    /** The shortest, 0 where a kill came without any alarm. */
    double worstLead() {
        return leads.size() + standing < kills ? 0 : leads.isEmpty() ? Double.NaN : leads.get(0);
    }

    double medianShare() {
        return shares.isEmpty() ? Double.NaN : shares.get(shares.size() / 2);
    }

    double worstShare() {
        return shares.isEmpty() ? Double.NaN : shares.get(shares.size() - 1);
    }
}
