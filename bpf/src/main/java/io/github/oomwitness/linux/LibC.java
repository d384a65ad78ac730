// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library's functions, bound directly. Pointers are plain {@code long}s, so that a call on the ring's path
 * allocates nothing; both supported architectures (x86-64, aarch64) are LP64.
 *
 * <p>The process's own symbols are searched instead of a library by name: looking one up makes JNA run
 * {@code ldconfig}, and the C library is loaded in any case, whether it is glibc or musl.
 */
final class LibC {
    private LibC() {}

    static void bind() {
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    static native long syscall(long number, long first, long second, long third);

    static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    static native long mmap(long address, long length, int protection, int flags, int descriptor, long offset);

    static native int munmap(long address, long length);

    static native int poll(long descriptors, long count, int timeoutMillis);

    static native int eventfd(int initialValue, int flags);

    static native int open(long path, int flags);

    static native long pread(int descriptor, long buffer, long length, long offset);

    static native long read(int descriptor, long buffer, long length);

    static native long write(int descriptor, long buffer, long length);

    static native int close(int descriptor);

    static native int fcntl(int descriptor, int command, long argument);

    static native int ioctl(int descriptor, long request, long argument);

    static native int getpagesize();
}
