// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/** An option that does not exist or has a value it cannot have. The message is one line for a person. */
public final class InvalidOptionException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidOptionException(String message) {
        super(message);
    }

    static InvalidOptionException unknown(String name, String where) {
        OptionKey nearest = OptionKey.nearestTo(name);
        StringBuilder message = new StringBuilder(128)
                .append("unknown option \"")
                .append(name)
                .append("\" (")
                .append(where)
                .append(')');
        if (nearest != null) {
            message.append("; did you mean \"").append(nearest.key()).append("\"?");
        } else {
            message.append("; there are:");
            for (OptionKey option : OptionKey.values()) {
                message.append(' ').append(option.key());
            }
        }
        return new InvalidOptionException(message.toString());
    }

    static InvalidOptionException badValue(OptionKey option, OptionValue value, String expected) {
        return new InvalidOptionException("option " + option.key() + " cannot be \"" + value.text() + "\" ("
                + value.origin() + "): it takes " + expected);
    }
}
