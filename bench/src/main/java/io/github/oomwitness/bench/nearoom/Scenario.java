// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.pressure.PressureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scenario as its file describes it: lines of {@code key: value}, see bench/near-oom/README.md. */
record Scenario(String name, Map<String, String> values) {
    private static final String SUFFIX = ".scenario";
    private static final Set<String> KEYS = Set.of(
            "says",
            "kill",
            "warns",
            "needs",
            "limit",
            "limit-at",
            "limit-becomes",
            "high",
            "disk",
            "swap",
            "collector",
            "heap",
            "heap-max",
            "service",
            "full",
            "beside",
            "grows",
            "rate",
            "within",
            "longest",
            "lasts");

    /** All scenarios of a directory, in the order of their names. */
    static List<Scenario> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            List<Scenario> scenarios = new java.util.ArrayList<>();
            for (Path file : sorted) {
                String fileName = String.valueOf(file.getFileName());
                String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                scenarios.add(parse(name, Files.readString(file)));
            }
            return scenarios;
        }
    }

    static Scenario parse(String name, String text) {
        Map<String, String> values = new TreeMap<>();
        text.lines().map(line -> line.replaceFirst("#.*", "").strip()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && KEYS.contains(line.substring(0, colon))) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("scenario " + name + ": \"" + line + "\" is no line of a known key");
            }
        });
        return new Scenario(name, Map.copyOf(values));
    }

    boolean endsInAKill() {
        return switch (text("kill", "")) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("scenario " + name + ": kill is yes or no");
        };
    }

    /** The reason that a WARNING is due for although no kill comes; null where none is. */
    @Nullable
    PressureReason warnsOf() {
        String reason = values.get("warns");
        return reason == null ? null : PressureReason.valueOf(reason);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** The value without its unit, which the key implies; null where the key is not there. */
    @Nullable
    Range range(String key) {
        String value = values.get(key);
        return value == null ? null : Range.parse(value.split(" ", 2)[0]);
    }

    Range range(String key, String otherwise) {
        return Range.parse(values.getOrDefault(key, otherwise).split(" ", 2)[0]);
    }
}
