// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.bench.agentcost.AgentCost;
import io.github.oomwitness.testbed.KernelLog;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** {@code ./run bench near-oom}: plays the corpus, or reads what was played before, and prints the score. */
public final class NearOomBench {
    private static final long MIB = 1L << 20;
    private static final Stage STAGE = new Stage();

    private NearOomBench() {}

    /** Exits with 1 where a demand on the detector is not met, with 2 where the call is wrong. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("bench near-oom: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        List<Scenario> scenarios = Scenario.in(options.directory()).stream()
                .filter(scenario -> options.wants(scenario.name()))
                .toList();
        PrintStream out = System.out;
        out.println("near-oom: seed " + options.seed() + ", " + options.rounds() + " rounds of each scenario");
        List<String> notRun = new ArrayList<>();
        List<Played> played = options.replay() == null
                ? play(options, scenarios, notRun, out)
                : Recordings.in(options.replay(), scenarios);
        boolean met = Report.print(out, played, notRun);
        if (options.replay() == null && options.scenarios().isEmpty()) {
            new AgentCost(options.agent()).print(out);
        }
        System.exit(met ? 0 : 1);
    }

    private static List<Played> play(
            BenchOptions options, List<Scenario> scenarios, List<String> notRun, PrintStream out)
            throws IOException, InterruptedException {
        if (scenarios.stream().anyMatch(Machine::needsHugePages)) {
            HugePages.reserve(options.parallel() * HugePages.OF_A_ROUND);
        }
        Machine machine = Machine.here();
        out.println("on " + machine.description() + "; the witnessed JVMs are of "
                + options.jdks().stream().map(Jdk::toString).collect(Collectors.joining(", ")) + ", "
                + options.parallel() + " rounds at a time");
        Runtime.getRuntime().addShutdownHook(new Thread(STAGE::clear, "clear the stage"));
        ExecutorService players = Executors.newFixedThreadPool(options.parallel());
        int mebibytes = (int) ((options.memory() > 0 ? options.memory() : machine.memoryAvailable() / 3 * 2) / MIB);
        Semaphore memory = new Semaphore(mebibytes, true);
        List<Future<Played>> rounds = new ArrayList<>();
        try (KernelLog log = KernelLog.open()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Scenario scenario : scenarios) {
                    String lacking = machine.lacksFor(scenario);
                    if (lacking != null) {
                        if (round == 1) {
                            notRun.add(scenario.name() + ": " + lacking);
                        }
                        continue;
                    }
                    int number = round;
                    Draw draw = Draw.of(scenario, options.jdks(), randomOf(options.seed(), scenario, round));
                    rounds.add(players.submit(
                            () -> playOne(scenario, number, draw, log, memory, mebibytes, options, out)));
                }
            }
            players.shutdown();
            return collected(rounds);
        }
    }

    private static List<Played> collected(List<Future<Played>> rounds) throws InterruptedException {
        List<Played> played = new ArrayList<>();
        for (Future<Played> round : rounds) {
            try {
                played.add(round.get());
            } catch (ExecutionException broken) {
                throw new IllegalStateException("a round could not be played", broken);
            }
        }
        return played;
    }

    private static Played playOne(
            Scenario scenario,
            int number,
            Draw draw,
            KernelLog log,
            Semaphore memory,
            int mebibytes,
            BenchOptions options,
            PrintStream out)
            throws InterruptedException {
        int permits = (int) Math.min(mebibytes, Round.needs(draw) / MIB);
        memory.acquire(permits);
        Played played;
        try (Round round = STAGE.enter(new Round(scenario, number, draw, log))) {
            played = round.play();
        } catch (IOException failure) {
            played = new Played(scenario, number, draw, List.of(), 0, -1, failure.toString());
        } finally {
            STAGE.leave();
            memory.release(permits);
        }
        out.println(Report.line(played));
        Recordings.save(options.save(), played);
        return played;
    }

    /** The same for the same seed, whatever other scenarios there are. */
    private static SplittableRandom randomOf(long seed, Scenario scenario, int round) {
        return new SplittableRandom(seed ^ (scenario.name().hashCode() * 0x9E3779B97F4A7C15L) ^ ((long) round << 32));
    }
}
