// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

import com.sun.jna.Native;

/**
 * The system calls this program makes. {@link NativeAccess#open} comes first; before it every call fails with an
 * {@link UnsatisfiedLinkError}.
 */
public final class SystemCalls {
    private static final long SYS_BPF = Architecture.current().bpfSystemCall();
    private static final long SYS_PERF_EVENT_OPEN = Architecture.current().perfEventOpenSystemCall();

    private static final long EVERY_PROCESS = -1;
    private static final long NO_GROUP = -1;
    private static final long PERF_FLAG_FD_CLOEXEC = 1 << 3;

    /** _IOW('$', 8, __u32) in include/uapi/linux/perf_event.h. */
    private static final long PERF_EVENT_IOC_SET_BPF = 0x40042408L;

    /** As in include/uapi/linux/fcntl.h: no child that is started meanwhile gets it. */
    private static final int F_DUPFD_CLOEXEC = 1030;

    /** Above standard input, output and error, should one of them be closed. */
    private static final int LOWEST_DESCRIPTOR = 3;

    private SystemCalls() {}

    /**
     * bpf(2).
     *
     * @param command one of enum bpf_cmd in include/uapi/linux/bpf.h
     * @param attributes the union bpf_attr, as long as this command needs it
     * @return what the command returns: a descriptor or 0
     */
    public static int bpf(int command, NativeMemory attributes) throws SystemCallException {
        long result = LibC.syscall(SYS_BPF, command, attributes.address(), attributes.size());
        if (result < 0) {
            throw new SystemCallException("bpf(command " + command + ")", Native.getLastError());
        }
        return (int) result;
    }

    /**
     * perf_event_open(2), for every process. It wants a CPU named, which counters belong to; a BPF program at the event
     * runs on all.
     *
     * @param attributes struct perf_event_attr, which says its own size
     * @return the event's descriptor
     */
    public static int openPerfEvent(NativeMemory attributes) throws SystemCallException {
        long result = LibC.syscall(
                SYS_PERF_EVENT_OPEN, attributes.address(), EVERY_PROCESS, 0, NO_GROUP, PERF_FLAG_FD_CLOEXEC);
        if (result < 0) {
            throw failure("perf_event_open");
        }
        return (int) result;
    }

    /** Has a perf event run a program each time that it occurs. */
    public static void setProgramOfPerfEvent(int event, int program) throws SystemCallException {
        if (LibC.ioctl(event, PERF_EVENT_IOC_SET_BPF, program) < 0) {
            throw failure("ioctl(PERF_EVENT_IOC_SET_BPF)");
        }
    }

    /** Another descriptor for the same thing, with an owner of its own. */
    static Descriptor duplicate(int descriptor) throws SystemCallException {
        int duplicate = LibC.fcntl(descriptor, F_DUPFD_CLOEXEC, LOWEST_DESCRIPTOR);
        if (duplicate < 0) {
            throw failure("fcntl(F_DUPFD_CLOEXEC)");
        }
        return new Descriptor(duplicate);
    }

    /** Bytes in a page of this machine's memory: 4096 on x86-64, 4096, 16384 or 65536 on aarch64. */
    public static int pageSize() {
        return LibC.getpagesize();
    }

    /** The error of the last failed call on this thread. */
    static SystemCallException failure(String call) {
        return new SystemCallException(call, Native.getLastError());
    }
}
