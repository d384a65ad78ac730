// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the bench was called.
 *
 * @param scenarios names, empty for all
 * @param jdks that the witnessed JVMs are drawn from
 * @param parallel rounds at a time
 * @param memory bytes that all rounds at a time may take; 0 for two thirds of what is available
 * @param agent the built jar, to measure what its sampler costs
 * @param save where readings go; null for nowhere
 * @param replay where readings come from instead of new rounds; null for playing
 */
record BenchOptions(
        int rounds,
        long seed,
        List<String> scenarios,
        List<Jdk> jdks,
        int parallel,
        long memory,
        Path directory,
        Path agent,
        @Nullable Path save,
        @Nullable Path replay) {

    static BenchOptions parse(String[] arguments) {
        int rounds = 20;
        // A fresh one each time, so that nothing can be tuned to one draw.
        long seed = new SplittableRandom().nextLong(1, 1_000_000_000);
        List<String> scenarios = List.of();
        List<Jdk> jdks = List.of(Jdk.own());
        int parallel = 2 * Runtime.getRuntime().availableProcessors();
        long memory = 0;
        Path directory = Path.of("bench/near-oom");
        Path agent = Path.of("agent/target/oomwitness-agent.jar");
        Path save = null;
        Path replay = null;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " has no value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--scenario" -> scenarios = List.of(value.split(","));
                case "--jdks" ->
                    jdks = Stream.of(value.split(","))
                            .map(Path::of)
                            .map(Jdk::at)
                            .toList();
                case "--parallel" -> parallel = Integer.parseInt(value);
                case "--memory-gib" -> memory = Long.parseLong(value) << 30;
                case "--directory" -> directory = Path.of(value);
                case "--agent" -> agent = Path.of(value);
                case "--save" -> save = Path.of(value);
                case "--replay" -> replay = Path.of(value);
                default ->
                    throw new IllegalArgumentException("there is no option " + arguments[i]
                            + "; there are --rounds, --seed, --scenario, --jdks, --parallel, --memory-gib, --directory,"
                            + " --agent, --save and --replay");
            }
        }
        return new BenchOptions(rounds, seed, scenarios, jdks, parallel, memory, directory, agent, save, replay);
    }

    boolean wants(String scenario) {
        return scenarios.isEmpty() || scenarios.contains(scenario);
    }
}
