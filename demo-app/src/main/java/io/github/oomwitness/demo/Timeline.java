// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.evidence.ChildStart;
import io.github.oomwitness.demo.evidence.KillEvent;
import io.github.oomwitness.demo.terminal.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What happened when, counted from the moment at which the service was ready. */
record Timeline(KillStory story, KillEvent event, Optional<ChildStart> start) {

    private record Moment(Instant time, String what) {}

    List<String> lines() {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(story.serviceReady(), "the service listens, pid " + story.servicePid()));
        moments.add(new Moment(story.ordinary().asked(), "minutes.md is sent"));
        moments.add(new Moment(
                story.ordinary().answered(), "HTTP " + story.ordinary().status()));
        moments.add(new Moment(story.failed().asked(), "catalogue.md is sent"));
        start.ifPresent(child -> moments.add(new Moment(
                child.time(),
                "a child is started, pid " + child.pid() + ", by thread "
                        + child.thread().orElse("unknown") + " at "
                        + child.frame().orElse("unknown"))));
        event.kernelTime().ifPresent(time -> moments.add(new Moment(time, "the kernel kills it")));
        moments.add(new Moment(
                event.committedAt(),
                "the agent commits " + KillEvent.TYPE
                        + event.detectionLatency()
                                .map(latency -> ", having seen the kill after " + Amounts.milliseconds(latency))
                                .orElse("")));
        moments.add(new Moment(
                story.failed().answered(),
                "HTTP " + story.failed().status() + ", " + story.failed().body().strip()));
        return moments.stream()
                .sorted(Comparator.comparing(Moment::time))
                .map(moment ->
                        Amounts.offset(Duration.between(story.serviceReady(), moment.time())) + "  " + moment.what())
                .toList();
    }
}
