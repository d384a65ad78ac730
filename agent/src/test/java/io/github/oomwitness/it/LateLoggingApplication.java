// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.LogManager;

/**
 * Starts as JBoss Modules does: the class that {@code java.util.logging.manager} names is in no class path, and a loader
 * that knows it comes into being only after a while.
 */
public final class LateLoggingApplication {
    private LateLoggingApplication() {}

    /**
     * Obeys {@code load}: makes the loader and loads the log manager's class; {@code log}: starts java.util.logging and says
     * who manages it; {@code end}.
     *
     * @param arguments the directory with the log manager's class
     */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        System.out.println(WitnessedApplication.RUNNING);
        ClassLoader modules = new URLClassLoader(
                new URL[] {Path.of(arguments[0]).toUri().toURL()}, LateLoggingApplication.class.getClassLoader());
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null && !word.equals("end"); word = words.readLine()) {
            switch (word) {
                case "load" -> {
                    Thread.currentThread().setContextClassLoader(modules);
                    Class.forName(System.getProperty("java.util.logging.manager"), false, modules);
                }
                case "log" ->
                    System.out.println("log manager: "
                            + LogManager.getLogManager().getClass().getName());
                default -> System.out.println("unknown word " + word);
            }
        }
    }
}
