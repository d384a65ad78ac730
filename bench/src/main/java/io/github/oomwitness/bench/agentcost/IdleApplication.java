// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.agentcost;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An application that does nothing until its standard input ends: all the time it takes is the agent's. */
final class IdleApplication {
    private static final int MEBIBYTE = 1 << 20;
    private static final List<byte[]> KEPT = new ArrayList<>();

    private IdleApplication() {}

    /** Takes as many MiB of heap as it is told, and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            KEPT.add(new byte[MEBIBYTE]);
        }
        System.in.readAllBytes();
    }
}
