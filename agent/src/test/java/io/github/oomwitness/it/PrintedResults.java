// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints a line for each test and a stack trace for each failure as they come, and at the end how many there were. */
final class PrintedResults implements TestExecutionListener {
    private final PrintStream out;
    private @Nullable TestPlan plan;
    private long startedAt;
    private int passed;
    private int failed;

    PrintedResults(PrintStream out) {
        this.out = out;
    }

    /** Whether there was a test at all, and none failed. */
    boolean allPassed() {
        return passed > 0 && failed == 0;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        startedAt = System.nanoTime();
    }

    /** A container that fails, such as a source of arguments, takes its tests with it; one that is well says nothing. */
    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean well = result.getStatus() == Status.SUCCESSFUL;
        if (well && identifier.isContainer()) {
            return;
        }
        print(well ? "passed" : "FAILED", identifier);
        result.getThrowable().ifPresent(failure -> failure.printStackTrace(out));
        if (well) {
            passed++;
        } else {
            failed++;
        }
    }

    /** Nothing may be left out: a test that this kernel cannot run is a failure. */
    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        print("SKIPPED, " + reason + ":", identifier);
        failed++;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        out.println("tests: " + passed + " passed, " + failed + " failed");
    }

    private void print(String what, TestIdentifier identifier) {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        out.println(what + " " + nameOf(identifier) + " (" + took.toMillis() + " ms)");
    }

    /** From the test class down; only the engine above it has no parent. */
    private String nameOf(TestIdentifier identifier) {
        String name = identifier.getDisplayName();
        return parentOf(identifier)
                .filter(parent -> parent.getParentIdObject().isPresent())
                .map(parent -> nameOf(parent) + " " + name)
                .orElse(name);
    }

    private Optional<TestIdentifier> parentOf(TestIdentifier identifier) {
        return plan == null ? Optional.empty() : plan.getParent(identifier);
    }
}
