// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

/** What kept the agent from starting, in words for whoever runs the application. */
final class StartFailure {
    private StartFailure() {}

    /** Why, and what to do about it. */
    static String explain(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            return failure.toString();
        }
        // The JVM says so in its own words, and only there tells the two apart (JVM_StartThread).
        String message = failure.getMessage();
        return message != null && message.contains("native thread")
                ? "no thread could be started: the limit of processes is reached (pids.max of the cgroup, ulimit -u), and the"
                        + " agent needs up to six; raise it"
                : "the heap is full; raise -Xmx, or attach the agent when there is room";
    }
}
