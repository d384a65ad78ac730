// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.killcost;

import io.github.oomwitness.bpf.KernelProgram;
import io.github.oomwitness.bpf.KernelProgramLoader;
import io.github.oomwitness.bpf.ProgramCost;
import io.github.oomwitness.bpf.Ring;
import io.github.oomwitness.bpf.RunStatistics;
import io.github.oomwitness.bpf.Rung;
import io.github.oomwitness.bpf.SharedArea;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.linux.SystemCalls;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Has the kernel kill in the witnessed cgroup and in another one, and prints how often each of the programs ran for that, and for how
 * long. The machine's other processes run them as well, so a quiet machine gives the best numbers.
 */
public final class KillCostBench {
    private static final long MIB = 1L << 20;
    private static final int RING_SIZE = 512 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PrintStream out;
    private final int kills;
    private final KernelProgram program;
    private final SharedArea shared;
    private final Ring ring;

    private KillCostBench(PrintStream out, int kills, KernelProgram program, SharedArea shared, Ring ring) {
        this.out = out;
        this.kills = kills;
        this.program = program;
        this.shared = shared;
        this.ring = ring;
    }

    /** Takes {@code --kills N}, 100 unless told otherwise, and {@code --source RUNG}, the highest that can be had. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int kills = 100;
        List<Rung> rungs = List.of(Rung.values());
        for (int index = 0; index + 1 < arguments.length; index += 2) {
            String value = arguments[index + 1];
            switch (arguments[index]) {
                case "--kills" -> kills = Integer.parseInt(value);
                case "--source" ->
                    rungs = Arrays.stream(Rung.values())
                            .filter(rung -> rung.source().equals(value))
                            .toList();
                default -> throw new IllegalArgumentException("there is no option " + arguments[index]);
            }
        }
        Path unpacked = Files.createTempDirectory("kill-cost");
        NativeAccess.open(unpacked);
        try (KernelProgram program = firstThatLoads(rungs);
                SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram());
                Ring ring = Ring.map(program.ring(), program.ringSize(), SystemCalls.pageSize())) {
            new KillCostBench(out, kills, program, shared, ring).run();
        }
    }

    private static KernelProgram firstThatLoads(List<Rung> rungs) throws IOException, SystemCallException {
        SystemCallException refusal = null;
        for (Rung rung : rungs) {
            try {
                return KernelProgramLoader.load(rung, RING_SIZE);
            } catch (SystemCallException refused) {
                refusal = refused;
            }
        }
        if (refusal == null) {
            throw new IllegalArgumentException("there is no such source");
        }
        throw refusal;
    }

    private void run() throws Exception {
        try (MemoryCgroup witnessed = MemoryCgroup.create("kill-cost").limitTo(32 * MIB);
                MemoryCgroup elsewhere =
                        witnessed.sibling("kill-cost-elsewhere").limitTo(32 * MIB)) {
            shared.witness(witnessed.id(), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            program.attach();
            try (RunStatistics statistics = RunStatistics.enable()) {
                out.println("Linux " + System.getProperty("os.version") + ", source="
                        + program.rung().source() + ", " + kills + " kills each");
                // The first ones find nothing in the caches.
                kill(witnessed, Math.min(kills, 5));
                print("in the witnessed cgroup", measure(statistics, witnessed));
                print("in another cgroup, which is not told", measure(statistics, elsewhere));
                out.println(shared.killsSeen() + " kills told, " + shared.killsElsewhere() + " left out, "
                        + shared.recordsLost() + " lost");
            }
        }
    }

    private List<ProgramCost> measure(RunStatistics statistics, MemoryCgroup cgroup) throws Exception {
        List<ProgramCost> before = statistics.costsOf(program);
        kill(cgroup, kills);
        List<ProgramCost> after = statistics.costsOf(program);
        List<ProgramCost> costs = new ArrayList<>();
        for (int index = 0; index < before.size(); index++) {
            costs.add(after.get(index).since(before.get(index)));
        }
        return costs;
    }

    private void kill(MemoryCgroup cgroup, int count) throws IOException, InterruptedException {
        for (int kill = 0; kill < count; kill++) {
            try (Hog hog =
                    HogSpec.named("victim").in(cgroup).growingAtFullSpeed().start()) {
                if (hog.awaitDeath(PATIENCE) != Hog.KILLED) {
                    throw new IllegalStateException("a victim that was not killed");
                }
            }
            ring.drain(record -> {});
        }
    }

    private void print(String where, List<ProgramCost> costs) {
        out.println();
        out.println(where + ":");
        long nanos = 0;
        for (ProgramCost cost : costs) {
            nanos += cost.nanos();
            out.println(String.format(
                    Locale.ROOT,
                    "  %-26s %8d runs %9.2f us a run %9.2f us a kill",
                    cost.program(),
                    cost.runs(),
                    cost.runs() == 0 ? 0 : cost.nanos() / 1e3 / cost.runs(),
                    cost.nanos() / 1e3 / kills));
        }
        out.println(String.format(
                Locale.ROOT, "  %-26s %42.2f us a kill", "all, with what others did", nanos / 1e3 / kills));
    }
}
