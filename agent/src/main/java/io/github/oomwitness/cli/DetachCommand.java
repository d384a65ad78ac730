// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.AgentProperties;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code detach PID}. */
@Command(
        name = "detach",
        header = "Stops the agent in a JVM, which runs on without it.",
        description = {
            "",
            "Its threads, descriptors, meters and its kernel program go. Its classes stay for the next attach.",
            "It does not matter how the agent came there: -javaagent or attach."
        },
        exitCodeList = {
            "0:the agent is gone",
            "1:it is not: none runs there, or the JVM cannot be reached",
            "2:the call is wrong"
        },
        footer = {"", "Example:", "  java -jar oomwitness-agent.jar detach 4711", ""})
final class DetachCommand implements Callable<Integer> {
    private static final String DETACH = "detach";
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    @Parameters(index = "0", paramLabel = "PID", converter = PidConverter.class, description = "the JVM's process id")
    private int pid;

    @Override
    public Integer call() throws Refusal {
        // Asked first: what forbids loading does not matter where there is nothing to stop.
        try (AttachedJvm jvm = Connection.toAsk(pid)) {
            String status = jvm.agentStatus();
            if (status == null || status.startsWith(AgentProperties.OFF)) {
                System.out.println(pid + ": no agent runs there" + (status == null ? "" : " (" + status + ")"));
                return ExitCode.NO;
            }
        }
        try (AttachedJvm jvm = Connection.toLoad(pid)) {
            jvm.load(DETACH);
            awaitStop(jvm);
            System.out.println(pid + ": the agent has stopped; the application runs on without it");
            return ExitCode.DONE;
        }
    }

    private void awaitStop(AttachedJvm jvm) throws Refusal {
        Deadline deadline = Deadline.in(LONGEST_STOP);
        while (jvm.agentStatus() != null) {
            if (!deadline.isAhead()) {
                throw new Refusal(
                        "the agent in " + pid + " did not stop",
                        "the JVM took the request, and its status is still there",
                        "look at the JVM's standard error");
            }
            deadline.pause();
        }
    }
}
