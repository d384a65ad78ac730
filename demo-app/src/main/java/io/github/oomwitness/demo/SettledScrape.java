// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Scrapes as Prometheus does, again and again until a scrape shows what is waited for. */
final class SettledScrape {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ServiceProcess service;

    SettledScrape(ServiceProcess service) {
        this.service = service;
    }

    /** The agent starts beside the application, not before it. It is ready when it says what it sees kills by. */
    void awaitWitness() throws IOException, InterruptedException {
        scrapeUntil(line -> line.startsWith("oomwitness_source{") && value(line) == 1);
    }

    /** The agent's own meters, without comments: they show a snapshot that may be a second old, so this waits for one with the kill. */
    List<String> linesAfterAKill() throws IOException, InterruptedException {
        return scrapeUntil(line -> line.startsWith("cgroup_oom_kills_total{") && value(line) > 0);
    }

    /** The latest scrape in any case. */
    private List<String> scrapeUntil(Predicate<String> condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> lines = service.scrape().stream()
                    .filter(line -> line.startsWith("cgroup_") || line.startsWith("oomwitness_"))
                    .toList();
            if (lines.stream().anyMatch(condition) || System.nanoTime() - deadline > 0) {
                return lines;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static double value(String line) {
        String text = line.substring(line.lastIndexOf(' ') + 1);
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
