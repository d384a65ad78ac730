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
import java.util.Optional;

/** A child process of the service grows until the kernel kills it, and the request fails with a bare exit code. */
final class LeakScenario implements Scenario {
    private static final long CONTAINER_LIMIT = 256L * 1024 * 1024;

    /** At 4 MiB each, more than twice the container. */
    private static final int TOO_MANY_IMAGES = 150;

    private static final int ATTEMPTS = 3;

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
        stage.terminal()
                .paragraph(
                        "A document converter serves HTTP in a container of 256 MiB. Each document goes to a child process;"
                                + " one document, with " + TOO_MANY_IMAGES + " pictures in it, makes that child leak.");
        try (KernelLog log = stage.kernelLog()) {
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                try {
                    return attempt(stage, log);
                } catch (ServiceKilledException bystander) {
                    stage.terminal().paragraph(bystander.getMessage() + " Once more, with a new service.");
                }
            }
            return attempt(stage, log);
        } catch (ServiceKilledException bystander) {
            throw new IOException(bystander.getMessage() + " It was so " + ATTEMPTS + " times.", bystander);
        }
    }

    private static boolean attempt(Stage stage, KernelLog log)
            throws IOException, InterruptedException, UnmetNeedException, ServiceKilledException {
        // so that the log tells the limit too, and not only the victim
        log.awaitRoomForAReport();
        try (MemoryCgroup container = stage.container(CONTAINER_LIMIT);
                ServiceProcess service = ServiceProcess.start(container, stage.agent(), stage.directory())) {
            return stage.agent().isPresent()
                    ? runWitnessed(stage.terminal(), service, log, container)
                    : runBare(stage.terminal(), service, log, container);
        }
    }

    private static boolean runBare(Terminal terminal, ServiceProcess service, KernelLog log, MemoryCgroup container)
            throws IOException, InterruptedException, ServiceKilledException {
        KillStory story = provoke(service, log, container);
        service.stop();
        new BareReport(terminal).show(story);
        return true;
    }

    private static boolean runWitnessed(
            Terminal terminal, ServiceProcess service, KernelLog log, MemoryCgroup container)
            throws IOException, InterruptedException, ServiceKilledException {
        SettledScrape scrape = new SettledScrape(service);
        scrape.awaitWitness();
        KillStory story = provoke(service, log, container);
        List<String> meters = scrape.linesAfterAKill();
        Path recording = service.stop();
        return new WitnessedReport(terminal).show(story, recording, meters);
    }

    private static KillStory provoke(ServiceProcess service, KernelLog log, MemoryCgroup container)
            throws IOException, InterruptedException, ServiceKilledException {
        Answer ordinary = service.convert("minutes.md", Documents.ORDINARY);
        Answer failed;
        try {
            failed = service.convert("catalogue.md", Documents.withImages(TOO_MANY_IMAGES));
        } catch (IOException noAnswer) {
            Optional<KernelKill> kill = new ContainerKills(log, container)
                    .all().stream()
                            .filter(candidate -> candidate.process().pid() == service.pid())
                            .findFirst();
            if (kill.isPresent()) {
                throw new ServiceKilledException(kill.get(), noAnswer);
            }
            throw noAnswer;
        }
        return new KillStory(
                service.pid(), service.readyAt(), ordinary, failed, new ContainerKills(log, container).of(VICTIM));
    }
}
