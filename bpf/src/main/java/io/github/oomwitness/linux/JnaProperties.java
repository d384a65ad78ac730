// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties JNA is to find while it initialises. The application's own values are put back afterwards. */
final class JnaProperties {
    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    private JnaProperties() {}

    static JnaProperties forInitialisation(Path unpackDirectory) {
        JnaProperties properties = new JnaProperties();
        properties.set("jna.tmpdir", unpackDirectory.toString());
        // Without it JNA runs ldconfig to learn where libraries are; the process's own symbols are enough here.
        properties.set("jna.platform.library.path", "/nowhere");
        // The library of this very version, never one that the system or the application points to.
        properties.set("jna.nosys", "true");
        properties.set("jna.noclasspath", null);
        properties.set("jna.nounpack", null);
        properties.set("jna.boot.library.path", null);
        properties.set("jna.boot.library.name", null);
        // JNA sets these two itself; the application's JNA says by them what it has loaded.
        properties.set("jna.loaded", null);
        properties.set("jnidispatch.path", null);
        return properties;
    }

    void restore() {
        before.forEach(JnaProperties::put);
    }

    private void set(String key, @Nullable String value) {
        before.put(key, System.getProperty(key));
        put(key, value);
    }

    private static void put(String key, @Nullable String value) {
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }
}
