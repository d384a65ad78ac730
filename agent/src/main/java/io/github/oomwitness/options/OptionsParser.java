// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import io.github.oomwitness.pressure.Threshold;
import io.github.oomwitness.pressure.Thresholds;
import io.github.oomwitness.process.CommandLinePolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds each option: in the agent's argument, then the system properties, then the environment; else its default. Runs
 * on the application's main thread before its main method, so it is plain code that starts nothing.
 */
public final class OptionsParser {
    private static final String PROPERTY_PREFIX = "oomwitness.";
    private static final String ENVIRONMENT_PREFIX = "OOMWITNESS_";
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

    private final Map<OptionKey, OptionValue> values;

    private OptionsParser(Map<OptionKey, OptionValue> values) {
        this.values = values;
    }

    /**
     * Reads the options of an agent.
     *
     * @param arguments what stands behind {@code =} in the -javaagent flag: key=value, joined by commas; may be empty
     * @throws InvalidOptionException for a key that does not exist or a value that its key cannot have
     */
    public static Options parse(String arguments, Properties properties, Map<String, String> environment)
            throws InvalidOptionException {
        Map<OptionKey, OptionValue> values = new EnumMap<>(OptionKey.class);
        readArguments(arguments, values);
        readProperties(properties, values);
        readEnvironment(environment, values);
        for (OptionKey option : OptionKey.values()) {
            values.putIfAbsent(option, new OptionValue(option.defaultValue(), "default"));
        }
        return new OptionsParser(values).toOptions();
    }

    private static void readArguments(String arguments, Map<OptionKey, OptionValue> values)
            throws InvalidOptionException {
        for (String argument : arguments.split(",", -1)) {
            if (argument.isBlank()) {
                continue;
            }
            int separator = argument.indexOf('=');
            String name = (separator < 0 ? argument : argument.substring(0, separator)).trim();
            OptionKey option = known(name, "agent argument");
            if (separator < 0) {
                throw new InvalidOptionException(
                        "option " + name + " has no value (agent argument): write " + name + "=VALUE");
            }
            OptionValue earlier = values.putIfAbsent(
                    option, new OptionValue(argument.substring(separator + 1).trim(), "agent argument"));
            if (earlier != null) {
                throw new InvalidOptionException("option " + name + " stands twice in the agent argument: keep one");
            }
        }
    }

    private static void readProperties(Properties properties, Map<OptionKey, OptionValue> values)
            throws InvalidOptionException {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PROPERTY_PREFIX) && !AgentProperties.isOwn(name)) {
                OptionKey option = known(name.substring(PROPERTY_PREFIX.length()), "property " + name);
                values.putIfAbsent(
                        option, new OptionValue(properties.getProperty(name, "").trim(), "property " + name));
            }
        }
    }

    private static void readEnvironment(Map<String, String> environment, Map<OptionKey, OptionValue> values)
            throws InvalidOptionException {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(ENVIRONMENT_PREFIX) && !isKubernetesServiceLink(name)) {
                String key = name.substring(ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-');
                OptionKey option = known(key, "environment " + name);
                values.putIfAbsent(option, new OptionValue(variable.getValue().trim(), "environment " + name));
            }
        }
    }

    /** Kubernetes puts NAME_SERVICE_HOST, NAME_PORT_9464_TCP and the like into every pod beside a service of that name. */
    private static boolean isKubernetesServiceLink(String name) {
        return name.contains("_SERVICE_") || name.endsWith("_PORT") || name.contains("_PORT_");
    }

    private static OptionKey known(String name, String where) throws InvalidOptionException {
        OptionKey option = OptionKey.named(name);
        if (option == null) {
            throw InvalidOptionException.unknown(name, where);
        }
        return option;
    }

    private Options toOptions() throws InvalidOptionException {
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
