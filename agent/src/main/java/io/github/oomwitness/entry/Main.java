// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import java.io.File;
import java.lang.reflect.Method;

/** {@code java -jar oomwitness-agent.jar}: hands over to the commands, which live in the isolated loader too. */
public final class Main {
    private static final String COMMANDS_CLASS = "io.github.oomwitness.cli.Commands";
    private static final int CALL_IS_WRONG = 2;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        int version = Surroundings.featureVersion(System.getProperty("java.specification.version", "1.8"));
        if (version < 17) {
            System.err.println("oomwitness: this is Java " + version
                    + ", and the commands need Java 17 or later: run them" + " with a newer java");
            System.exit(CALL_IS_WRONG);
        }
        File jar = new File(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Method run = new IsolatedLoader(jar).loadClass(COMMANDS_CLASS).getMethod("run", String[].class);
        System.exit((Integer) run.invoke(null, (Object) arguments));
    }
}
