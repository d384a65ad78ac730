// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import org.jspecify.annotations.Nullable;

/** How numbers stand in the kernel's messages. None of these throws: a log holds whatever anybody wrote into it. */
final class KernelText {
    private KernelText() {}

    /** Gives -1 if there is no such number, or none that fits. */
    static long count(@Nullable String digits) {
        return number(digits, -1);
    }

    /** The kernel prints kibibytes, rounded down. */
    static long bytesOfKibibytes(@Nullable String digits) {
        long kibibytes = count(digits);
        return kibibytes < 0 || kibibytes > Long.MAX_VALUE / 1024 ? -1 : kibibytes * 1024;
    }

    static long number(@Nullable String digits, long missing) {
        if (digits == null) {
            return missing;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return missing;
        }
    }

    static int integer(@Nullable String digits, int missing) {
        long number = number(digits, missing);
        return number == (int) number ? (int) number : missing;
    }
}
