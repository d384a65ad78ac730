// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every option there is, with its default. The names are public: users write them into their deployments. */
public enum OptionKey {
    ENABLED("enabled", "true"),
    SOURCE("source", "auto"),
    SCOPE("scope", "cgroup"),
    INTERVAL("interval", "1s"),
    WARNING("warning", "30%/60s"),
    CRITICAL("critical", "25%/30s"),
    ON_CRITICAL("on-critical", "none"),
    DUMP_DIR("dump-dir", "off"),
    TERMINATION_LOG("termination-log", "auto"),
    PROMETHEUS("prometheus", "off"),
    MICROMETER("micrometer", "auto"),
    LEDGER_METERS("ledger-meters", "false"),
    COMMAND_LINES("command-lines", "program"),
    LOG("log", "info");

    private static final int DISTANCE_OF_A_TYPO = 4;

    private final String key;
    private final String defaultValue;

    OptionKey(String key, String defaultValue) {
        this.key = key;
        this.defaultValue = defaultValue;
    }

    /** As written after {@code -javaagent:...=}. */
    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** The system property's name. */
    public String property() {
        return "oomwitness." + key;
    }

    /** The environment variable's name. */
    public String environmentVariable() {
        return "OOMWITNESS_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The option of this name, or null. */
    public static @Nullable OptionKey named(String name) {
        for (OptionKey option : values()) {
            if (option.key.equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** The option whose name is nearest to a wrong one, or null where none is near. */
    static @Nullable OptionKey nearestTo(String name) {
        OptionKey nearest = null;
        int least = DISTANCE_OF_A_TYPO;
        for (OptionKey option : values()) {
            int distance = EditDistance.between(name.toLowerCase(Locale.ROOT).replace('_', '-'), option.key);
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return nearest;
    }
}
