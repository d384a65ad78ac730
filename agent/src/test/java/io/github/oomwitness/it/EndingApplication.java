// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;

/** Lives for a while, and ends. */
public final class EndingApplication {
    static final String ENDING = "application ends";

    private EndingApplication() {}

    /** Takes its exit code, how many milliseconds to live, and "hook" for an end that waits for a word. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 2) {
            Runtime.getRuntime().addShutdownHook(new Thread(EndingApplication::awaitWord));
        }
        Thread.sleep(Integer.parseInt(arguments[1]));
        System.exit(Integer.parseInt(arguments[0]));
    }

    private static void awaitWord() {
        System.out.println(ENDING);
        try {
            System.in.read();
        } catch (IOException closed) {
            System.out.println(closed);
        }
    }
}
