// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.log;

import io.github.oomwitness.options.LogLevel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;

/**
 * Lines on standard error, each with the agent's name before it. They go to the descriptor itself: System.err may be a
 * stream of the application, with its locks and its code, and a logging library is what this agent must not start.
 */
public final class Log {
    private final LogLevel level;
    private final FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);

    /**
     * A log of a given level.
     *
     * @param level how much to say
     */
    public Log(LogLevel level) {
        this.level = level;
    }

    /** Something is off or degraded. */
    public void error(String text) {
        write(LogLevel.ERROR, text);
    }

    /** Something that an operator wants to see once, or a finding. */
    public void info(String text) {
        write(LogLevel.INFO, text);
    }

    /** For whoever looks into the agent itself. */
    public void debug(String text) {
        write(LogLevel.DEBUG, text);
    }

    private void write(LogLevel needed, String text) {
        if (level.includes(needed)) {
            String line = "[oomwitness] " + text.replace('\n', ' ') + System.lineSeparator();
            try {
                standardError.write(line.getBytes(Charset.defaultCharset()));
            } catch (IOException closed) {
                // Standard error is closed: there is nobody left to tell.
            }
        }
    }
}
