// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import java.io.IOException;

/** An application that does nothing until its standard input ends: all the time it takes is the agent's. */
final class IdleApplication {
    private IdleApplication() {}

    /** Ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        System.in.readAllBytes();
    }
}
