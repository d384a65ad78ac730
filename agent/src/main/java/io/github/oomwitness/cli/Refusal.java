// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

/** The answer of a command is no. The message is one line for a person. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    /** A message that says all of it. */
    Refusal(String message) {
        super(message);
    }

    /** Somebody wants this command to end. */
    Refusal(InterruptedException interruption) {
        super("interrupted", interruption);
        Thread.currentThread().interrupt();
    }

    /** A message in three parts: what happened, why, and what to do. */
    Refusal(String what, String why, String help) {
        this(what + ": " + why + "; " + help);
    }
}
