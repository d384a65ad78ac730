// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

/** The release of the kernel that the tests run on. Only for what they expect of it: the agent asks for features. */
final class RunningKernel {
    private RunningKernel() {}

    static boolean isBefore(int major, int minor) {
        String[] release = System.getProperty("os.version").split("[^0-9]+", 3);
        int ownMajor = Integer.parseInt(release[0]);
        return ownMajor < major || (ownMajor == major && Integer.parseInt(release[1]) < minor);
    }
}
