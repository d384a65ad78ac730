// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code java -jar oomwitness-agent.jar}: what there is. */
@Command(
        name = "java -jar oomwitness-agent.jar",
        header = "OOM Witness tells a JVM what the kernel did to its container's memory.",
        description = {
            "",
            "As an agent, from the start of a JVM:",
            "  java -javaagent:oomwitness-agent.jar[=key=value,...] ...",
            ""
        },
        commandListHeading = "%nAs a command, for JVMs that run already:%n",
        versionProvider = VersionText.class,
        subcommands = {
            ListCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            StatusCommand.class,
            HelpCommand.class
        },
        exitCodeList = {"0:done", "1:the answer is no", "2:the call is wrong"})
final class RootCommand {}
