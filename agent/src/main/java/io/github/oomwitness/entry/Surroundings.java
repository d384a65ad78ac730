// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.entry;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;

/** Whether this JVM is one that the agent has any business in. */
final class Surroundings {
    private static final int OLDEST_JAVA = 17;

    private Surroundings() {}

    /** Null where the agent may start; empty where it stays out without a word; otherwise what to say. */
    static String reasonToStayOut() {
        if (isJdkTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"))
                || isOwnCommand(System.getProperty("java.class.path"))) {
            return "";
        }
        int version = featureVersion(System.getProperty("java.specification.version", "1.8"));
        if (version < OLDEST_JAVA) {
            return "needs Java " + OLDEST_JAVA + " or later, this is Java " + version;
        }
        if ("false".equalsIgnoreCase(System.getenv("OOMWITNESS_ENABLED"))) {
            return "OOMWITNESS_ENABLED=false";
        }
        return null;
    }

    /** JAVA_TOOL_OPTIONS reaches jcmd, jps, javac and the other tools of the JDK too, which nobody wants witnessed. */
    static boolean isJdkTool(String mainModule, String command) {
        if (mainModule != null) {
            return mainModule.startsWith("jdk.") || mainModule.startsWith("java.");
        }
        return command != null && (command.startsWith("sun.tools.") || command.startsWith("com.sun.tools."));
    }

    /** {@code java -jar} of this very file has no class path but that file. */
    private static boolean isOwnCommand(String classPath) {
        try {
            File own = new File(Surroundings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classPath != null && new File(classPath).getCanonicalFile().equals(own.getCanonicalFile());
        } catch (URISyntaxException impossible) {
            return false;
        } catch (IOException notAFile) {
            return false;
        }
    }

    /** From "1.8" as from "17". */
    static int featureVersion(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        int end = number.indexOf('.');
        return Integer.parseInt(end < 0 ? number : number.substring(0, end));
    }
}
