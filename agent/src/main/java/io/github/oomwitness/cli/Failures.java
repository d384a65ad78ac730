// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.util.Objects;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a person, on standard error and in one line, why a command was not done. */
final class Failures {
    private Failures() {}

    static int wrongCall(ParameterException failure, String[] arguments) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        System.err.println(
                "oomwitness: " + describe(failure, command) + "; for help: " + command.qualifiedName() + " --help");
        return ExitCode.CALL_IS_WRONG;
    }

    static int refused(Exception failure) {
        if (failure instanceof Refusal) {
            System.err.println("oomwitness: " + failure.getMessage());
        } else {
            System.err.println("oomwitness: a fault that nobody foresaw: " + failure + "; please report it");
        }
        return ExitCode.NO;
    }

    private static String describe(ParameterException failure, CommandSpec command) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (command.parent() != null) {
                return command.name() + " does not take \"" + first + "\"";
            }
            return "there is no command \"" + first + "\"" + nearest(unmatched);
        }
        if (failure instanceof MissingParameterException) {
            return command.name() + " needs the process id of a JVM, such as list shows";
        }
        Throwable told = failure.getCause() instanceof TypeConversionException ? failure.getCause() : failure;
        return Objects.toString(told.getMessage(), "the call cannot be understood");
    }

    private static String nearest(UnmatchedArgumentException unmatched) {
        return unmatched.getSuggestions().isEmpty()
                ? ""
                : "; did you mean \"" + unmatched.getSuggestions().get(0) + "\"?";
    }
}
