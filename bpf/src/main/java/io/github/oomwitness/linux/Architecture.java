// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.linux;

/** What differs between the processors this program runs on. */
public enum Architecture {
    X86_64(321, 271, 298),
    AARCH64(280, 73, 241);

    private final int bpfSystemCall;
    private final int ppollSystemCall;
    private final int perfEventOpenSystemCall;

    Architecture(int bpfSystemCall, int ppollSystemCall, int perfEventOpenSystemCall) {
        this.bpfSystemCall = bpfSystemCall;
        this.ppollSystemCall = ppollSystemCall;
        this.perfEventOpenSystemCall = perfEventOpenSystemCall;
    }

    /** The number of bpf(2), which the C libraries do not wrap. */
    int bpfSystemCall() {
        return bpfSystemCall;
    }

    /** The number of ppoll(2), whose wrapper in the C libraries keeps to itself what the kernel writes back. */
    int ppollSystemCall() {
        return ppollSystemCall;
    }

    /** The number of perf_event_open(2), which they do not wrap either. */
    int perfEventOpenSystemCall() {
        return perfEventOpenSystemCall;
    }

    /**
     * The processor of this machine.
     *
     * @throws UnsupportedOperationException on any other; {@link #isSupported} tells beforehand
     */
    static Architecture current() {
        return of(System.getProperty("os.arch", ""));
    }

    /** Whether there is a native half for the machine with this {@code os.name} and {@code os.arch}. */
    public static boolean isSupported(String operatingSystem, String architecture) {
        return "Linux".equals(operatingSystem) && ("amd64".equals(architecture) || "aarch64".equals(architecture));
    }

    private static Architecture of(String name) {
        return switch (name) {
            case "amd64" -> X86_64;
            case "aarch64" -> AARCH64;
            default -> throw new UnsupportedOperationException("no BPF system call number for the processor " + name);
        };
    }
}
