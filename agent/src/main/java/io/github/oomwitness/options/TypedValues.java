// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import io.github.oomwitness.pressure.Threshold;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of all options, each turned into what it stands for. */
final class TypedValues {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

    private final Map<OptionKey, OptionValue> values;

    /** Every option has a value by then. */
    TypedValues(Map<OptionKey, OptionValue> values) {
        this.values = values;
    }

    /** All of them; what stands first is complained of first. */
    Options toOptions() throws InvalidOptionException {
        return new Options(
                booleanOf(OptionKey.ENABLED),
                sourceOf(OptionKey.SOURCE),
                choiceOf(OptionKey.SCOPE, WitnessScope.values()),
                intervalOf(OptionKey.INTERVAL),
                new Thresholds(thresholdOf(OptionKey.WARNING), thresholdOf(OptionKey.CRITICAL)),
                actionsOf(OptionKey.ON_CRITICAL),
                directoryOf(OptionKey.DUMP_DIR),
                terminationLogOf(OptionKey.TERMINATION_LOG),
                endpointOf(OptionKey.PROMETHEUS),
                autoOrOff(OptionKey.MICROMETER),
                booleanOf(OptionKey.LEDGER_METERS),
                choiceOf(OptionKey.COMMAND_LINES, CommandLinePolicy.values()),
                choiceOf(OptionKey.LOG, LogLevel.values()),
                description());
    }

    private boolean booleanOf(OptionKey option) throws InvalidOptionException {
        return switch (text(option)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(option, "true or false");
        };
    }

    private boolean autoOrOff(OptionKey option) throws InvalidOptionException {
        return switch (text(option)) {
            case "auto" -> true;
            case "off" -> false;
            default -> throw wrong(option, "auto or off");
        };
    }

    private SourceChoice sourceOf(OptionKey option) throws InvalidOptionException {
        StringBuilder choices = new StringBuilder();
        for (SourceChoice choice : SourceChoice.values()) {
            if (choice.text().equals(text(option))) {
                return choice;
            }
            choices.append(choices.length() == 0 ? "" : ", ").append(choice.text());
        }
        throw wrong(option, "one of " + choices);
    }

    private <E extends Enum<E>> E choiceOf(OptionKey option, E[] choices) throws InvalidOptionException {
        StringBuilder names = new StringBuilder();
        for (E choice : choices) {
            String name = choice.name().toLowerCase(Locale.ROOT);
            if (name.equals(text(option))) {
                return choice;
            }
            names.append(names.length() == 0 ? "" : ", ").append(name);
        }
        throw wrong(option, "one of " + names);
    }

    private Duration intervalOf(OptionKey option) throws InvalidOptionException {
        Duration interval = DurationText.parse(text(option));
        if (interval == null || interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw wrong(option, "a time from 10ms to 60s, such as 500ms or 1s");
        }
        return interval;
    }

    private @Nullable Threshold thresholdOf(OptionKey option) throws InvalidOptionException {
        if ("off".equals(text(option))) {
            return null;
        }
        Threshold threshold = ThresholdText.parse(text(option));
        if (threshold == null) {
            throw wrong(option, "off, or a share of the limit and a time, such as " + option.defaultValue());
        }
        return threshold;
    }

    private Set<CriticalAction> actionsOf(OptionKey option) throws InvalidOptionException {
        Set<CriticalAction> actions = EnumSet.noneOf(CriticalAction.class);
        if (text(option).equals("none")) {
            return actions;
        }
        for (String name : text(option).split("\\+", -1)) {
            CriticalAction found = null;
            for (CriticalAction action : CriticalAction.values()) {
                found = action.name().toLowerCase(Locale.ROOT).equals(name) ? action : found;
            }
            if (found == null) {
                throw wrong(option, "none, or any of dump, gc and trim joined by +, such as gc+dump");
            }
            actions.add(found);
        }
        if (actions.contains(CriticalAction.DUMP) && text(OptionKey.DUMP_DIR).equals("off")) {
            throw wrong(option, "a directory for the dump beside it: dump-dir=/path");
        }
        return actions;
    }

    private @Nullable Path directoryOf(OptionKey option) throws InvalidOptionException {
        if (text(option).equals("off")) {
            return null;
        }
        Path directory = pathOf(text(option));
        if (directory == null || !directory.isAbsolute()) {
            throw wrong(option, "off, or an absolute path");
        }
        return directory;
    }

    private TerminationLog terminationLogOf(OptionKey option) throws InvalidOptionException {
        switch (text(option)) {
            case "auto" -> {
                return TerminationLog.ofKubernetes();
            }
            case "off" -> {
                return TerminationLog.off();
            }
            default -> {
                Path path = pathOf(text(option));
                if (path == null || !path.isAbsolute()) {
                    throw wrong(option, "auto, off, or an absolute path");
                }
                return new TerminationLog(path, true);
            }
        }
    }

    /** Null for what cannot be one. */
    private static @Nullable Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            return null;
        }
    }

    private @Nullable Endpoint endpointOf(OptionKey option) throws InvalidOptionException {
        String text = text(option);
        if ("off".equals(text)) {
            return null;
        }
        int separator = text.lastIndexOf(':');
        String host = separator < 0 ? Endpoint.LOOPBACK : text.substring(0, separator);
        int port = portOf(text.substring(separator + 1));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (port < 0 || host.isEmpty() || (host.indexOf(':') >= 0 && !bracketed)) {
            throw wrong(option, "off, a port, or host:port, such as 9464 or 0.0.0.0:9464");
        }
        return new Endpoint(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The port, or -1 for what is none. */
    private static int portOf(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= 65535 ? port : -1;
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }

    private String text(OptionKey option) {
        return value(option).text();
    }

    private OptionValue value(OptionKey option) {
        OptionValue value = values.get(option);
        if (value == null) {
            throw new IllegalStateException("option " + option + " has no value");
        }
        return value;
    }

    private InvalidOptionException wrong(OptionKey option, String expected) {
        return InvalidOptionException.badValue(option, value(option), expected);
    }

    private String description() {
        StringBuilder line = new StringBuilder(256);
        for (OptionKey option : OptionKey.values()) {
            OptionValue value = value(option);
            line.append(line.length() == 0 ? "" : ", ")
                    .append(option.key())
                    .append('=')
                    .append(value.text())
                    .append(" (")
                    .append(value.origin())
                    .append(')');
        }
        return line.toString();
    }
}
