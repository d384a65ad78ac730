// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.WorkloadProcess;
import io.github.oomwitness.demo.workload.ReportService;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A heap of garbage that nobody has a reason to collect takes the place of another process, until somebody asks for a collection. */
final class GarbageScenario implements Scenario {
    private static final long MEBIBYTE = 1 << 20;
    private static final long CONTAINER_LIMIT = 560 * MEBIBYTE;

    /** More than is left beside the garbage, and much less than is left without it. */
    private static final int SOLVER_MEBIBYTES = 300;

    private static final int GROWTH_MEBIBYTES = 60;
    private static final int WORK_SECONDS = SOLVER_MEBIBYTES / GROWTH_MEBIBYTES + 3;
    private static final int KILLED_FIRST = 800;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The heap has its size from the start, its memory only as it is used: this shrinks again where -Xms would not. */
    private static final List<String> HEAP =
            List.of("-XX:+UseG1GC", "-Xmx500m", "-XX:InitialHeapSize=500m", "-XX:MinHeapSize=16m");

    @Override
    public String name() {
        return "garbage";
    }

    @Override
    public String summary() {
        return "a heap of garbage gets another process killed";
    }

    @Override
    public boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException {
        stage.terminal()
                .paragraph("In a container of 560 MiB a service with a heap of up to 500 MiB has made its reports and"
                        + " idles. G1 does not know of the container's limit, so it has no reason to collect what they"
                        + " left. Now a process named solver starts there, which needs " + SOLVER_MEBIBYTES
                        + " MiB; with oom_score_adj +" + KILLED_FIRST + " it is the one that dies.");
        GarbageReport report = new GarbageReport(stage.terminal());
        try (KernelLog log = stage.kernelLog()) {
            if (stage.agent().isEmpty()) {
                SolverRun bare = play(stage, log, List.of(), "reports.log");
                report.showBare(bare);
                return bare.wasKilled();
            }
            SolverRun untouched = play(stage, log, agent(stage, ""), "reports.log");
            SolverRun collected = play(stage, log, agent(stage, "=on-critical=gc"), "reports-with-gc.log");
            return report.show(untouched, collected);
        }
    }

    private static List<String> agent(Stage stage, String options) {
        return stage.agent().map(jar -> "-javaagent:" + jar + options).stream().toList();
    }

    private static SolverRun play(Stage stage, KernelLog log, List<String> agent, String file)
            throws IOException, InterruptedException, UnmetNeedException {
        // so that the log tells the limit too, and not only the victim
        log.awaitRoomForAReport();
        List<String> options = new ArrayList<>(HEAP);
        options.addAll(agent);
        Path output = stage.directory().resolve(file);
        try (MemoryCgroup container = stage.container(CONTAINER_LIMIT);
                WorkloadProcess service =
                        WorkloadProcess.start(container, output, options, ReportService.class, ReportService.DONE)) {
            if (!agent.isEmpty()) {
                service.log().awaitWitness();
            }
            long before = container.usage();
            int exitCode = solve(container);
            if (!agent.isEmpty() && exitCode == Hog.KILLED) {
                Optional<String> unused = service.log().awaitVerdictOnAKill();
            }
            return new SolverRun(
                    before,
                    exitCode,
                    new ContainerKills(log, container).all().size(),
                    agent.isEmpty() ? List.of() : service.log().agentLines());
        }
    }

    private static int solve(MemoryCgroup container) throws IOException, InterruptedException {
        try (Hog solver = HogSpec.named("solver")
                .in(container)
                .oomScoreAdj(KILLED_FIRST)
                .growing(GROWTH_MEBIBYTES)
                .growingNoFurtherThan(SOLVER_MEBIBYTES)
                .exitingAfter(Duration.ofSeconds(WORK_SECONDS))
                .start()) {
            return solver.awaitDeath(PATIENCE);
        }
    }
}
