// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jar that this command was started from, which is the agent's too. */
final class OwnJar {
    private OwnJar() {}

    /** Absolute, without symbolic links: the other JVM may stand in another directory. */
    static Path path() throws Refusal {
        try {
            return Path.of(OwnJar.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toRealPath();
        } catch (IOException | URISyntaxException gone) {
            throw new Refusal(
                    "the agent's jar cannot be found",
                    "it was moved or deleted while this command runs (" + gone.getMessage() + ")",
                    "run it again");
        }
    }
}
