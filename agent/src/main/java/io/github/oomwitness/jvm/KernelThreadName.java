// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.nio.charset.StandardCharsets;

/** The name by which the kernel knows a Java thread: its first 15 bytes ({@code os::set_native_thread_name}, os_linux.cpp). */
final class KernelThreadName {
    private static final int LONGEST = 15;

    private KernelThreadName() {}

    /** Makes no garbage unless the kernel's name has characters of several bytes: it is asked for every thread at a kill. */
    static boolean fits(String javaName, String kernelName) {
        if (isAscii(kernelName)) {
            return kernelName.length() == LONGEST ? javaName.startsWith(kernelName) : javaName.equals(kernelName);
        }
        return start(javaName).equals(kernelName);
    }

    private static boolean isAscii(String name) {
        for (int index = 0; index < name.length(); index++) {
            if (name.charAt(index) > 127) {
                return false;
            }
        }
        return true;
    }

    /** A character that is cut in two reads the same here as in what the kernel has. */
    private static String start(String javaName) {
        byte[] bytes = javaName.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.UTF_8);
    }
}
