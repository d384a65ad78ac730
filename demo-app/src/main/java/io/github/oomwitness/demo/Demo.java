// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Shows what the agent sees of a real kill. Exit status: 0 it saw it right, 1 it did not or the demo could not run, 2 the call is wrong. */
public final class Demo {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_CALL = 2;

    private final Terminal terminal = Terminal.standardOutput();

    private Demo() {}

    /** Runs one scenario. */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new Demo().run(arguments));
    }

    private int run(String[] arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            usage();
            return DONE;
        }
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            terminal.paragraph(wrong.getMessage() + ".");
            usage();
            return WRONG_CALL;
        }
        Optional<Scenario> scenario = Scenarios.named(options.scenario());
        if (scenario.isEmpty()) {
            terminal.paragraph("There is no scenario '" + options.scenario() + "'.");
            usage();
            return WRONG_CALL;
        }
        return run(scenario.get(), options);
    }

    private int run(Scenario scenario, DemoOptions options) throws InterruptedException {
        Optional<Path> missing = options.agent().filter(jar -> !Files.isRegularFile(jar));
        if (missing.isPresent()) {
            terminal.paragraph(
                    "The agent's jar is not at " + missing.get()
                            + ": build it with ./run build, name it with --agent PATH, or look at the rest with --without-agent.");
            return FAILED;
        }
        try {
            Path directory = OutputDirectory.create(options.output());
            terminal.headline("OOM Witness demo: " + scenario.summary());
            return scenario.run(new Stage(terminal, options.agent(), directory)) ? DONE : FAILED;
        } catch (UnmetNeedException need) {
            terminal.paragraph("The demo cannot run here. " + need.getMessage());
            terminal.blank();
            terminal.paragraph("As root on a Linux machine:  sudo ./run demo");
            terminal.paragraph("In a container:              docker compose run --rm demo");
            return FAILED;
        } catch (IOException failure) {
            terminal.paragraph("The demo failed. " + failure.getMessage());
            return FAILED;
        }
    }

    private void usage() {
        terminal.blank();
        terminal.paragraph("Usage: java -jar oomwitness-demo-app.jar [scenario] [options]");
        terminal.blank();
        for (Scenario scenario : Scenarios.ALL) {
            terminal.paragraph("%-18s %s".formatted(scenario.name(), scenario.summary()));
        }
        terminal.blank();
        terminal.paragraph("--agent PATH       the agent's jar, " + DemoOptions.BUILT_AGENT + " otherwise");
        terminal.paragraph("--without-agent    show what one sees without it");
        terminal.paragraph("--output DIR       where to leave the recording, a fresh directory otherwise");
        terminal.paragraph("--help             this text");
    }
}
