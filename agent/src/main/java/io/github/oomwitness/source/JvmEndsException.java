// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

/** The JVM shuts down while the agent starts: nothing is wrong, and nothing is left to do. */
public final class JvmEndsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JvmEndsException(Throwable cause) {
        super("the JVM shuts down", cause);
    }
}
