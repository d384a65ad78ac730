// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits so long for an answer and no longer: a JVM that is frozen takes the question and never answers. */
final class Patience {
    private Patience() {}

    /**
     * What the question gives.
     *
     * @param question is left to itself, on a daemon thread, when the time is up
     * @throws ExecutionException with what the question threw
     */
    static <T> T await(Duration longest, Callable<T> question)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<T> answer = new FutureTask<>(question);
        Thread asking = new Thread(answer, "oomwitness-asking");
        asking.setDaemon(true);
        asking.start();
        return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
