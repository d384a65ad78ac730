// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What /proc says about this very process and the machine's processors. */
public final class OwnProcess {
    private OwnProcess() {}

    /** In this JVM's own pid namespace. */
    public static int pid() {
        return Math.toIntExact(ProcessHandle.current().pid());
    }

    /** The kernel's name of it (comm), at most 15 bytes: the launcher's, mostly {@code java}; null where /proc is not mounted. */
    public static @Nullable String name() {
        try {
            return Files.readString(Path.of("/proc/self/comm")).strip();
        } catch (IOException hidden) {
            return null;
        }
    }

    /**
     * The inode that names this process's pid namespace, as an unsigned 32-bit number.
     *
     * @throws IOException where /proc is not mounted
     */
    public static int pidNamespace() throws IOException {
        // The link reads "pid:[4026531836]".
        String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        return (int) Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
    }

    /**
     * The highest number a processor of this machine can have, plus one.
     *
     * @throws IOException where /sys is not mounted
     */
    public static int possibleCpus() throws IOException {
        String ranges = Files.readString(Path.of("/sys/devices/system/cpu/possible"), StandardCharsets.US_ASCII);
        return highestOf(ranges) + 1;
    }

    /**
     * The highest number of a list of ranges.
     *
     * @param ranges such as {@code 0-3,8-11}
     */
    static int highestOf(String ranges) {
        String text = ranges.trim();
        int last = Math.max(text.lastIndexOf('-'), text.lastIndexOf(','));
        return Integer.parseInt(text.substring(last + 1));
    }
}
