// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

/** A document could not be converted; the reason is all that is known. */
final class ConversionFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ConversionFailedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
