// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

/**
 * The first two numbers of a kernel's release. Only for the words of a diagnosis: distributions port features back, so
 * what the program does is decided by probing, never by this.
 */
record KernelRelease(int major, int minor) {
    /**
     * Reads a release.
     *
     * @param release such as {@code 6.1.0-21-arm64}; what is no number counts as 0
     */
    static KernelRelease parse(String release) {
        String[] parts = release.split("[^0-9]+", 3);
        return new KernelRelease(number(parts, 0), number(parts, 1));
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || (major == otherMajor && minor < otherMinor);
    }

    private static int number(String[] parts, int index) {
        boolean isNumber = index < parts.length && !parts[index].isEmpty() && parts[index].length() < 6;
        return isNumber ? Integer.parseInt(parts[index]) : 0;
    }
}
