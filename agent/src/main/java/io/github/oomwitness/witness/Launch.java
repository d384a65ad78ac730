// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.options.AgentProperties;
import io.github.oomwitness.options.InvalidOptionException;
import io.github.oomwitness.options.LogLevel;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.options.OptionsParser;
import io.github.oomwitness.sink.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The door between the entry, which the application's loader knows, and all else. Found by name. */
public final class Launch {
    private Launch() {}

    /**
     * Reads the options and leaves the rest to a thread of its own: the application's main thread is not to wait.
     *
     * @param arguments of the agent, possibly empty
     * @param running holds the agent's control, which answers commands, for as long as it runs
     */
    public static void launch(
            String arguments,
            Instrumentation instrumentation,
            AtomicReference<@Nullable Function<String, String>> running) {
        Options options = optionsOrNull(arguments);
        if (options != null) {
            new RunningAgent(options, instrumentation, running).start();
        }
    }

    private static @Nullable Options optionsOrNull(String arguments) {
        try {
            Options options = OptionsParser.parse(arguments, System.getProperties(), System.getenv());
            if (!options.enabled()) {
                String line = AgentProperties.OFF + "enabled=false; the application runs on";
                new Log(options.log()).info(line);
                AgentProperties.publishStatus(line);
                return null;
            }
            return options;
        } catch (InvalidOptionException wrong) {
            String line = AgentProperties.OFF + wrong.getMessage() + "; the application runs on without the agent";
            new Log(LogLevel.ERROR).error(line);
            AgentProperties.publishStatus(line);
            return null;
        }
    }
}
