// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

/** The demo cannot run here; the message says what is missing. */
final class UnmetNeedException extends Exception {
    private static final long serialVersionUID = 1L;

    UnmetNeedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
