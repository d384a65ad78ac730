// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.util.concurrent.CountDownLatch;

/** Another tool's agent, which never comes back from its entry: meanwhile the JVM answers no other attach. */
public final class HoldingAgent {
    static final String HELD = "an attach is held";

    private HoldingAgent() {}

    /** Called by the JVM. */
    public static void agentmain(String arguments) throws InterruptedException {
        System.out.println(HELD);
        new CountDownLatch(1).await();
    }
}
