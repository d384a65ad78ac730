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
import java.util.Optional;

/** The container next door grows, and the limit that is reached is the pod's: whoever dies is in a container with room to spare. */
final class PodLimitScenario implements Scenario {
    private static final long MEBIBYTE = 1 << 20;
    private static final long POD_LIMIT = 400 * MEBIBYTE;
    private static final long CONTAINER_LIMIT = 300 * MEBIBYTE;
    private static final String VICTIM = "thumbnailer";
    private static final String GROWER = "log-shipper";
    private static final int VICTIM_MEBIBYTES = 40;

    /** Slow enough to be stopped before the victim's memory is used up too. */
    private static final int GROWTH_MEBIBYTES = 60;

    private static final int KILLED_FIRST = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "pod-limit";
    }

    @Override
    public String summary() {
        return "another container of the pod grows up to the pod's limit";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        stage.terminal()
                .paragraph("A pod of 400 MiB has two containers. One, of 300 MiB, has a service and its helper, "
                        + VICTIM
                        + ", of " + VICTIM_MEBIBYTES
                        + " MiB and with oom_score_adj +1000; the other has no limit of its"
                        + " own and " + GROWER + " in it, which grows by " + GROWTH_MEBIBYTES + " MiB a second.");
        try (KernelLog log = stage.kernelLog()) {
            // so that the log tells the limit too, and not only the victim
            log.awaitRoomForAReport();
            try (MemoryCgroup pod = stage.container(POD_LIMIT);
                    MemoryCgroup container = pod.child("app").limitTo(CONTAINER_LIMIT);
                    MemoryCgroup other = pod.child("shipper");
                    ServiceProcess service = ServiceProcess.start(container, stage.agent(), stage.directory())) {
                return run(stage, log, container, other, service);
            }
        }
    }

    private static boolean run(
            Stage stage, KernelLog log, MemoryCgroup container, MemoryCgroup other, ServiceProcess service)
            throws IOException, InterruptedException {
        if (stage.agent().isPresent()) {
            service.log().awaitWitness();
        }
        int exitCode;
        long usage;
        boolean growerLives;
        try (Hog victim = HogSpec.named(VICTIM)
                        .in(container)
                        .oomScoreAdj(KILLED_FIRST)
                        .anonMebibytes(VICTIM_MEBIBYTES)
                        .start();
                Hog grower = HogSpec.named(GROWER)
                        .in(other)
                        .growing(GROWTH_MEBIBYTES)
                        .start()) {
            usage = container.usage();
            exitCode = victim.awaitDeath(PATIENCE);
            growerLives = grower.isAlive();
        }
        PodLimitReport report = new PodLimitReport(
                stage.terminal(), exitCode, usage, CONTAINER_LIMIT, new ContainerKills(log, container).of(VICTIM));
        if (stage.agent().isEmpty()) {
            service.stop();
            report.showBare();
            return exitCode == Hog.KILLED && growerLives;
        }
        Optional<String> verdict = service.log().awaitVerdictOnAKill();
        Path recording = service.stop();
        return report.show(verdict, recording) && growerLives;
    }
}
