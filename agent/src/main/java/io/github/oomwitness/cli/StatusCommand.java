// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.AgentProperties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status PID}. */
@Command(
        name = "status",
        header = "Says whether an agent runs in a JVM, and how it stands.",
        description = {"", "Loads nothing into that JVM. The line is as of the time at which the agent wrote it."},
        exitCodeList = {"0:an agent runs there", "1:none does, or the JVM cannot be reached", "2:the call is wrong"},
        footer = {
            "",
            "Examples:",
            "  java -jar oomwitness-agent.jar status 4711",
            "  java -jar oomwitness-agent.jar status 4711 >/dev/null || echo nobody is watching",
            ""
        })
final class StatusCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PID", converter = PidConverter.class, description = "the JVM's process id")
    private int pid;

    @Override
    public Integer call() throws Refusal {
        try (AttachedJvm jvm = Connection.toAsk(pid)) {
            String status = jvm.agentStatus();
            System.out.println(pid + ": " + (status == null ? "no agent runs there" : status));
            boolean runs = status != null && !status.startsWith(AgentProperties.OFF);
            return runs ? ExitCode.DONE : ExitCode.NO;
        }
    }
}
