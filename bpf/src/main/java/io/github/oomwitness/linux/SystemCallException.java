// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import org.jspecify.annotations.Nullable;

/** A system call that the kernel refused. Carries the number of the error, which a diagnosis starts from. */
public class SystemCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    public SystemCallException(String call, int errno) {
        this(call, errno, null);
    }

    public SystemCallException(String call, int errno, @Nullable Throwable cause) {
        super(call + " failed: " + Errno.name(errno), cause);
        this.errno = errno;
    }

    /** The same refusal, for a subclass that knows more of its reason. */
    protected SystemCallException(SystemCallException refusal) {
        super(refusal.getMessage(), refusal);
        this.errno = refusal.errno;
    }

    /** The error number as in errno(3), always above 0. */
    public final int errno() {
        return errno;
    }
}
