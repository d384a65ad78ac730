// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;

/** Has a system property that the JVM lets nobody set by a flag. */
public final class PropertyApplication {
    private PropertyApplication() {}

    /** Takes the property's name and value. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty(arguments[0], arguments[1]);
        WitnessedApplication.main(arguments);
    }
}
