// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.nio.charset.StandardCharsets;

/** The name by which the kernel knows a Java thread: its first 15 bytes ({@code os::set_native_thread_name}, os_linux.cpp). */
final class KernelThreadName {
    private static final int LONGEST = 15;

    private KernelThreadName() {}

    static boolean fits(String javaName, String kernelName) {
        byte[] bytes = javaName.getBytes(StandardCharsets.UTF_8);
        // A character that is cut in two reads the same here as in what the kernel has.
        return new String(bytes, 0, Math.min(bytes.length, LONGEST), StandardCharsets.UTF_8).equals(kernelName);
    }
}
