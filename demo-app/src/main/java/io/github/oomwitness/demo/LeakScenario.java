// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.Answer;
import io.github.oomwitness.demo.service.ServiceProcess;
import io.github.oomwitness.demo.terminal.Terminal;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A child process of the service grows until the kernel kills it, and the request fails with a bare exit code. */
final class LeakScenario implements Scenario {
    private static final long CONTAINER_LIMIT = 256L * 1024 * 1024;

    /** At 4 MiB each, more than twice the container. */
    private static final int TOO_MANY_IMAGES = 150;

    private static final String VICTIM = "doc-converter";

    @Override
    public String name() {
        return "leak";
    }

    @Override
    public String summary() {
        return "a child process leaks until the kernel kills it";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        Terminal terminal = stage.terminal();
        try (KernelLog log = stage.kernelLog();
                MemoryCgroup container = stage.container(CONTAINER_LIMIT)) {
            // so that the log tells the limit too, and not only the victim
            log.awaitRoomForAReport();
            terminal.paragraph(
                    "A document converter serves HTTP in a container of 256 MiB. Each document goes to a child process; one"
                            + " document, with " + TOO_MANY_IMAGES + " pictures in it, makes that child leak.");
            try (ServiceProcess service = ServiceProcess.start(container, stage.agent(), stage.directory())) {
                SettledScrape scrape = new SettledScrape(service);
                if (stage.agent().isPresent()) {
                    scrape.awaitWitness();
                }
                Answer ordinary = service.convert("minutes.md", Documents.ORDINARY);
                Answer leaking = service.convert("catalogue.md", Documents.withImages(TOO_MANY_IMAGES));
                KernelKill kill = killOf(VICTIM, log);
                List<String> meters = stage.agent().isPresent() ? scrape.linesAfterAKill() : List.of();
                Path recording = service.stop();

                KillStory story = new KillStory(service.pid(), service.readyAt(), ordinary, leaking, kill);
                if (stage.agent().isEmpty()) {
                    new BareReport(terminal).show(story);
                    return true;
                }
                return new WitnessedReport(terminal).show(story, recording, meters);
            }
        }
    }

    private static KernelKill killOf(String name, KernelLog log) throws IOException {
        List<KernelKill> kills = log.kills().stream()
                .filter(kill -> kill.process().name().equals(name))
                .toList();
        if (kills.size() != 1) {
            throw new IOException("The kernel was to kill one " + name + " and reported " + kills.size());
        }
        return kills.get(0);
    }
}
