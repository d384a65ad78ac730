// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A process id: a whole number above 0. */
final class PidConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            int pid = Integer.parseInt(text);
            if (pid > 0) {
                return pid;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as for a number that cannot be one.
        }
        throw new TypeConversionException(
                "\"" + text + "\" is no process id: it takes a number above 0, such as list shows");
    }
}
