// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

/** Native code cannot be had in this JVM. The message says why and what would help. */
public final class NativeAccessException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    private NativeAccessException(String explanation, Throwable cause) {
        super(explanation, cause);
        this.explanation = explanation;
    }

    /** What happened, why, and what to do, on one line. */
    public String explanation() {
        return explanation;
    }

    /** Whether it is only that the JVM shuts down: JNA wants its file deleted at the end, and asks for that too late then. */
    public boolean isForShutdown() {
        return rootOf(this) instanceof IllegalStateException late && "Shutdown in progress".equals(late.getMessage());
    }

    static NativeAccessException explaining(Throwable failure) {
        Throwable root = rootOf(failure);
        if (root instanceof IllegalCallerException) {
            return new NativeAccessException(
                    "native access is denied to this JVM (--illegal-native-access=deny); add"
                            + " --enable-native-access=ALL-UNNAMED to allow it",
                    failure);
        }
        if (root instanceof ClassNotFoundException
                && String.valueOf(root.getMessage()).startsWith("java.util.logging")) {
            return new NativeAccessException(
                    "this JVM lacks the module java.logging, which JNA needs; add it to the run-time image or with"
                            + " --add-modules java.logging",
                    failure);
        }
        return new NativeAccessException(
                "JNA's native library could not be loaded (" + firstLine(root)
                        + "); it needs a writable directory that is not mounted noexec, name one with"
                        + " -Djava.io.tmpdir",
                failure);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable root) {
        String message = String.valueOf(root.getMessage());
        int end = message.indexOf('\n');
        return root.getClass().getSimpleName() + ": " + (end < 0 ? message : message.substring(0, end));
    }
}
