// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

/** The error numbers that this program meets, as in include/uapi/asm-generic/errno-base.h and errno.h. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int E2BIG = 7;
    public static final int EBADF = 9;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EINVAL = 22;
    public static final int EMFILE = 24;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int ENOSYS = 38;
    public static final int EOPNOTSUPP = 95;
    /** Kernel-internal, yet it reaches user space from bpf(2). */
    public static final int ENOTSUPP = 524;

    private Errno() {}

    /** The symbolic name with its meaning, or {@code errno N} for one that is not in the list. */
    public static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM (operation not permitted)";
            case ENOENT -> "ENOENT (no such file or directory)";
            case EINTR -> "EINTR (interrupted)";
            case E2BIG -> "E2BIG (argument list too long)";
            case EBADF -> "EBADF (bad file descriptor)";
            case EAGAIN -> "EAGAIN (try again)";
            case ENOMEM -> "ENOMEM (out of memory)";
            case EACCES -> "EACCES (permission denied)";
            case EBUSY -> "EBUSY (busy)";
            case EINVAL -> "EINVAL (invalid argument)";
            case EMFILE -> "EMFILE (too many open files)";
            case ENOSPC -> "ENOSPC (no space left)";
            case EROFS -> "EROFS (read-only file system)";
            case ENOSYS -> "ENOSYS (function not implemented)";
            case EOPNOTSUPP -> "EOPNOTSUPP (operation not supported)";
            case ENOTSUPP -> "ENOTSUPP (operation not supported)";
            default -> "errno " + errno;
        };
    }
}
