// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** Says in a person's words what an attempt to attach failed of: jdk.attach and its stand-in answer in words of their own. */
final class AttachFailures {
    private AttachFailures() {}

    static Refusal explain(int pid, Path jar, Throwable failure) {
        ProcessFacts now = ProcessFacts.read(pid);
        boolean lives = now != null && !now.isZombie();
        return lives && failure instanceof TimeoutException ? silence(pid) : explain(pid, jar, text(failure), lives);
    }

    /**
     * The same for a text.
     *
     * @param said the failure's own message
     * @param lives whether the process is still there
     */
    static Refusal explain(int pid, Path jar, String said, boolean lives) {
        if (!lives) {
            return new Refusal("cannot reach " + pid, "the JVM ended meanwhile", "there is nothing left to attach to");
        }
        if (said.contains("Dynamic agent loading is not enabled")) {
            return TargetCheck.loadingDisabled(pid, jar);
        }
        if (said.contains("does not support the attach mechanism")) {
            return new Refusal(
                    "cannot attach to " + pid,
                    "it was started with -XX:+DisableAttachMechanism",
                    "restart it without that flag, or with -javaagent:" + jar);
        }
        if (said.contains("doesn't respond") || said.contains("did not respond")) {
            return silence(pid);
        }
        if (said.contains("Agent JAR not found") || said.contains("Agent JAR loaded but agent failed")) {
            return noAgentCameUp(pid, jar);
        }
        return new Refusal(
                "cannot talk to " + pid,
                "the attempt failed with: " + said.strip().replaceAll("\\s*\\R\\s*", " "),
                "jcmd " + pid + " VM.version shows whether the JVM can be attached to at all");
    }

    /** The JVM is there and says nothing. */
    private static Refusal silence(int pid) {
        return new Refusal(
                "no answer from " + pid,
                "it is frozen, gets no processor, is busy with another attach, or waits for a thread that does not come"
                        + " to a safepoint",
                "look at its State in /proc/" + pid + "/status and at its cgroup's freezer, and try again");
    }

    /** The JVM has taken the request, and yet there is no agent. */
    static Refusal noAgentCameUp(int pid, Path jar) {
        return new Refusal(
                "no agent came up in " + pid,
                "the JVM took the request, but could not load " + jar,
                "let its user read the jar (chmod a+r, and a+x on each directory above), see that it does not run with"
                        + " -XX:-EnableDynamicAgentLoading, and look at its standard error");
    }

    /**
     * A JVM lists the names of its properties and then reads them one by one: where one goes away in between, as JNA's do
     * while the agent starts, it answers with an exception ({@code VMSupport.serializePropertiesToByteArray}).
     */
    static boolean isRaceOfProperties(Throwable failure) {
        return text(failure).contains("java.lang.NullPointerException");
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
