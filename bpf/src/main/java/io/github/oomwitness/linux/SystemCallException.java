// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import org.jspecify.annotations.Nullable;

/** A system call that the kernel refused. Carries the number of the error, which a diagnosis starts from. */
public final class SystemCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    public SystemCallException(String call, int errno) {
        this(call, errno, null);
    }

    public SystemCallException(String call, int errno, @Nullable Throwable cause) {
        super(call + " failed: " + Errno.name(errno), cause);
        this.errno = errno;
    }

    /** The error number as in errno(3), always above 0. */
    public int errno() {
        return errno;
    }
}
