// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Finds each option: in the agent's argument, then the system properties, then the environment; else its default. Runs
 * on the application's main thread before its main method, so it is plain code that starts nothing.
 */
public final class OptionsParser {
    private static final String PROPERTY_PREFIX = "oomwitness.";
    private static final String ENVIRONMENT_PREFIX = "OOMWITNESS_";

    private OptionsParser() {}

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
        return new TypedValues(values).toOptions();
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
}
