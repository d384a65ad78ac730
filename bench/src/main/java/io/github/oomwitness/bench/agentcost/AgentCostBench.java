// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.agentcost;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prints what the built agent takes while nothing happens: the machine's other work disturbs it little, as it is CPU time. */
public final class AgentCostBench {
    private static final Path AGENT = Path.of("agent/target/oomwitness-agent.jar");

    private AgentCostBench() {}

    /** Takes no options. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0) {
            System.err.println("bench agent-cost: there is no option " + arguments[0]);
            System.exit(2);
        }
        new AgentCost(AGENT).print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }
}
