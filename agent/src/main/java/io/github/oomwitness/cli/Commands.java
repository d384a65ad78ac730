// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.OptionKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be asked of the jar itself. */
public final class Commands {
    private Commands() {}

    /**
     * Runs one command. Found by name.
     *
     * @return the exit code: 0 done, 1 the answer is no, 2 the call is wrong
     */
    public static int run(String[] arguments) {
        CommandLine root = new CommandLine(new RootCommand());
        root.getCommandSpec().usageMessage().footer(options());
        root.getSubcommands().values().forEach(Commands::complete);
        complete(root);
        root.getCommandSpec()
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("prints the version")
                        .build());
        return root.setParameterExceptionHandler(Failures::wrongCall)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.refused(failure))
                .execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    }

    private static void complete(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage().width(100).exitCodeListHeading("%nExit code:%n").synopsisHeading("%nUsage: ");
        if (!spec.helpCommand() && spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("prints this page")
                    .build());
        }
    }

    private static String[] options() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                "Options of the agent, with their defaults (also -Doomwitness.KEY, or OOMWITNESS_KEY in the environment):");
        for (OptionKey option : OptionKey.values()) {
            lines.add("  " + option.key() + "=" + option.defaultValue());
        }
        return lines.toArray(new String[0]);
    }
}
