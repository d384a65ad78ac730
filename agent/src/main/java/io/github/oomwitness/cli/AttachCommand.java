// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.options.AgentProperties;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code attach PID [key=value,...]}. */
@Command(
        name = "attach",
        header = "Starts the agent in a JVM that runs already.",
        description = {
            "",
            "Waits until the agent says how it stands, and prints that. The application does not wait.",
            "On JDK 21 and later the JVM prints four lines of warning about it, unless it was started"
                    + " with -XX:+EnableDynamicAgentLoading."
        },
        exitCodeList = {
            "0:an agent was attached, and witnesses or stands by",
            "1:it was not: the JVM cannot be reached, the agent stays off, or one runs there already",
            "2:the call is wrong, an option of the agent included"
        },
        footer = {
            "",
            "Examples:",
            "  java -jar oomwitness-agent.jar attach 4711",
            "  java -jar oomwitness-agent.jar attach 4711 prometheus=9464,interval=500ms",
            "  sudo -u app java -jar oomwitness-agent.jar attach 4711",
            ""
        })
final class AttachCommand implements Callable<Integer> {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int OLDEST_JAVA = 17;

    @Parameters(index = "0", paramLabel = "PID", converter = PidConverter.class, description = "the JVM's process id")
    private int pid;

    @Parameters(
            index = "1",
            paramLabel = "key=value,...",
            arity = "0..1",
            defaultValue = "",
            converter = AgentOptionsConverter.class,
            description = "options of the agent, see help")
    @SuppressWarnings("NullAway.Init") // set by picocli, by its default if by nothing else
    private String options;

    @Override
    public Integer call() throws Refusal {
        try (AttachedJvm jvm = Connection.toLoad(pid)) {
            Properties properties = jvm.systemProperties();
            refuseUnfit(properties);
            refuseWhereOneRuns(properties.getProperty(AgentProperties.STATUS));
            jvm.load(options);
            System.out.println(pid + ": " + awaitStart(jvm));
            return ExitCode.DONE;
        }
    }

    private void refuseUnfit(Properties properties) throws Refusal {
        String version = properties.getProperty("java.specification.version", "");
        if (featureOf(version) < OLDEST_JAVA) {
            throw new Refusal(
                    "nothing was attached to " + pid,
                    "it runs Java " + version + ", and the agent needs " + OLDEST_JAVA + " or later",
                    "run the application with a newer Java");
        }
        String module = properties.getProperty("jdk.module.main", "");
        if (module.startsWith("jdk.") || module.startsWith("java.")) {
            throw new Refusal(
                    "nothing was attached to " + pid,
                    "it is a tool of the JDK (" + module + "), which the agent leaves alone",
                    "name the JVM of an application");
        }
    }

    private void refuseWhereOneRuns(@Nullable String status) throws Refusal {
        if (status != null && !status.startsWith(AgentProperties.OFF)) {
            throw new Refusal(
                    "nothing was attached to " + pid,
                    "an agent runs there already and keeps its options: " + status,
                    "to give it others, detach it and attach anew");
        }
    }

    private String awaitStart(AttachedJvm jvm) throws Refusal {
        Deadline deadline = Deadline.in(LONGEST_START);
        String status = jvm.agentStatus();
        while (AgentProperties.STARTING.equals(status) && deadline.isAhead()) {
            deadline.pause();
            status = jvm.agentStatus();
        }
        if (status == null) {
            // The emulation calls that a success.
            throw AttachFailures.noAgentCameUp(pid, OwnJar.path());
        }
        if (status.startsWith(AgentProperties.OFF)) {
            throw new Refusal("the agent was loaded into " + pid + " and is " + status);
        }
        if (AgentProperties.STARTING.equals(status)) {
            throw new Refusal(
                    "the agent was loaded into " + pid + " and still starts",
                    "it may be waiting for the application's log manager, or for a processor",
                    "look at the JVM's standard error, and ask again with status " + pid);
        }
        return status;
    }

    /** From "1.8" as from "17"; where nothing is known, it is left to the agent. */
    private static int featureOf(String specification) {
        try {
            return (int) Double.parseDouble(specification);
        } catch (NumberFormatException unknown) {
            return OLDEST_JAVA;
        }
    }
}
