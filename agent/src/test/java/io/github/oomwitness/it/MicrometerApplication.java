// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An application that measures itself with whichever Micrometer is on its class path, through the global registry as most do,
 * and exports what a registry behind that one has.
 */
public final class MicrometerApplication {
    static final String OWN_METER = "cgroup.memory.usage";

    private MicrometerApplication() {}

    /**
     * Reads words: {@code meters} lists them, {@code exit CODE} ends it.
     *
     * @param arguments {@code own} makes a meter under a name of the agent's first
     */
    public static void main(String[] arguments) throws IOException {
        SimpleMeterRegistry exported = new SimpleMeterRegistry();
        Metrics.addRegistry(exported);
        Metrics.counter("requests").increment();
        if (List.of(arguments).contains("own")) {
            Gauge.builder(OWN_METER, () -> 42).tag("pool", "own").register(exported);
        }
        System.out.println(WitnessedApplication.RUNNING);
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            List<String> word = List.of(line.split(" ", -1));
            switch (word.get(0)) {
                case "exit" -> System.exit(Integer.parseInt(word.get(1)));
                case "meters" -> list(exported);
                default -> System.out.println("unknown word " + word.get(0));
            }
        }
    }

    private static void list(SimpleMeterRegistry registry) {
        for (Meter meter : registry.getMeters()) {
            Measurement value = meter.measure().iterator().next();
            System.out.println(
                    "meter " + meter.getId().getName() + meter.getId().getTags() + " " + value.getValue());
        }
        System.out.println("listed");
    }
}
