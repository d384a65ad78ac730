// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.WorkloadProcess;
import io.github.oomwitness.demo.workload.PictureCache;
import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service whose heap is small and bounded is killed all the same: its direct buffers lie beside the heap. */
final class DirectScenario implements Scenario {
    private static final long CONTAINER_LIMIT = 256L * 1024 * 1024;
    private static final int BOUND_MEBIBYTES = 64;

    @Override
    public String name() {
        return "direct";
    }

    @Override
    public String summary() {
        return "direct buffers leak beside a small heap";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        stage.terminal()
                .paragraph(
                        "In a container of 256 MiB a service with a heap of 64 MiB serves pictures, and keeps each of"
                                + " them in a direct buffer. Those lie beside the heap; with -XX:MaxDirectMemorySize=1g there may"
                                + " be a GiB of them.");
        DirectReport report = new DirectReport(stage.terminal());
        Path termination = stage.directory().resolve("termination-log");
        try (KernelLog log = stage.kernelLog()) {
            // so that the log tells the limit too, and not only the victim
            log.awaitRoomForAReport();
            if (stage.agent().isEmpty()) {
                PictureRun bare = play(stage, log, List.of("-XX:MaxDirectMemorySize=1g"), "pictures.log");
                report.showBare(bare);
                return bare.kill().isPresent();
            }
            Files.deleteIfExists(termination);
            PictureRun leak = play(
                    stage,
                    log,
                    List.of(
                            "-XX:MaxDirectMemorySize=1g",
                            "-javaagent:" + stage.agent().get() + "=termination-log=" + termination),
                    "pictures.log");
            PictureRun bounded = play(
                    stage, log, List.of("-XX:MaxDirectMemorySize=" + BOUND_MEBIBYTES + "m"), "pictures-bounded.log");
            return report.show(leak, Files.readString(termination).strip(), bounded);
        }
    }

    private static PictureRun play(Stage stage, KernelLog log, List<String> more, String file)
            throws IOException, InterruptedException, UnmetNeedException {
        List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        options.addAll(more);
        Path output = stage.directory().resolve(file);
        try (MemoryCgroup container = stage.container(CONTAINER_LIMIT);
                WorkloadProcess service =
                        WorkloadProcess.start(container, output, options, PictureCache.class, PictureCache.READY)) {
            int exitCode = service.awaitEnd();
            Optional<KernelKill> kill = new ContainerKills(log, container)
                    .all().stream()
                            .filter(candidate -> candidate.process().pid() == service.pid())
                            .findFirst();
            return new PictureRun(service.pid(), exitCode, kill, service.log().lines());
        }
    }
}
