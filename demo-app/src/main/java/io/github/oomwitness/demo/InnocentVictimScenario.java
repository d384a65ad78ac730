// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.ServiceProcess;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A small process that idles dies, because another one grows that the kernel is told to spare as far as that is allowed. */
final class InnocentVictimScenario implements Scenario {
    private static final long CONTAINER_LIMIT = 256L * 1024 * 1024;
    private static final String VICTIM = "session-cache";
    private static final String GROWER = "importer";
    private static final int VICTIM_MEBIBYTES = 24;

    /** Slow enough to be seen growing, and to be stopped before the victim's memory is used up too. */
    private static final int GROWTH_MEBIBYTES = 20;

    private static final int KILLED_FIRST = 1000;
    private static final int NEVER_KILLED = -1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "innocent-victim";
    }

    @Override
    public String summary() {
        return "a small idle process dies for another that grows";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        stage.terminal()
                .paragraph("In a container of 256 MiB there are a service, " + VICTIM + ", which idles at "
                        + VICTIM_MEBIBYTES
                        + " MiB with oom_score_adj +1000, and " + GROWER + ", which grows by " + GROWTH_MEBIBYTES
                        + " MiB a second at the lowest score that may be set here.");
        try (KernelLog log = stage.kernelLog()) {
            // so that the log tells the limit too, and not only the victim
            log.awaitRoomForAReport();
            try (MemoryCgroup container = stage.container(CONTAINER_LIMIT);
                    ServiceProcess service = ServiceProcess.start(container, stage.agent(), stage.directory())) {
                return run(stage, log, container, service);
            }
        }
    }

    private static boolean run(Stage stage, KernelLog log, MemoryCgroup container, ServiceProcess service)
            throws IOException, InterruptedException {
        if (stage.agent().isPresent()) {
            new SettledScrape(service).awaitWitness();
        }
        Instant started = Instant.now();
        InnocentDeath death;
        try (Hog victim = HogSpec.named(VICTIM)
                        .in(container)
                        .oomScoreAdj(KILLED_FIRST)
                        .anonMebibytes(VICTIM_MEBIBYTES)
                        .start();
                Hog grower = growing(container)) {
            int exitCode = victim.awaitDeath(PATIENCE);
            death = new InnocentDeath(started, victim.pid(), exitCode, grower.pid(), grower.isAlive());
        }
        InnocentVictimReport report =
                new InnocentVictimReport(stage.terminal(), death, new ContainerKills(log, container).of(VICTIM));
        if (stage.agent().isEmpty()) {
            service.stop();
            report.showBare();
            return true;
        }
        new SettledScrape(service).linesAfterAKill();
        Path recording = service.stop();
        return report.show(recording);
    }

    /** To go below one's own score takes CAP_SYS_RESOURCE, which a container may lack. */
    private static Hog growing(MemoryCgroup container) throws IOException {
        HogSpec spec = HogSpec.named(GROWER).in(container).growing(GROWTH_MEBIBYTES);
        try {
            return spec.oomScoreAdj(NEVER_KILLED).start();
        } catch (IOException refused) {
            return spec.start();
        }
    }
}
