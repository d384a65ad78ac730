// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.options.InvalidOptionException;
import io.github.oomwitness.options.LogLevel;
import io.github.oomwitness.options.Options;
import io.github.oomwitness.options.OptionsParser;
import io.github.oomwitness.sink.log.Log;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The door between the entry, which the application's loader knows, and all else. Found by name. */
public final class Launch {
    private Launch() {}

    /**
     * Reads the options and leaves the rest to a thread of its own: the application's main thread is not to wait.
     *
     * @param arguments of the agent, possibly empty
     * @param afterStop run once everything is stopped, or where nothing was started
     * @return the running agent's control, which answers commands; null where it stays off
     */
    public static @Nullable Function<String, String> launch(
            String arguments, Instrumentation instrumentation, Runnable afterStop) {
        Options options = optionsOrNull(arguments);
        if (options == null) {
            afterStop.run();
            return null;
        }
        RunningAgent agent = new RunningAgent(options, instrumentation, afterStop);
        agent.start();
        return agent;
    }

    private static @Nullable Options optionsOrNull(String arguments) {
        try {
            Options options = OptionsParser.parse(arguments, System.getProperties(), System.getenv());
            if (!options.enabled()) {
                new Log(options.log()).info("off: enabled=false; the application runs on");
                return null;
            }
            return options;
        } catch (InvalidOptionException wrong) {
            new Log(LogLevel.ERROR).error("off: " + wrong.getMessage() + "; the application runs on without the agent");
            return null;
        }
    }
}
