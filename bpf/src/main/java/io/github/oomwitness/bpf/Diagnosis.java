// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.SystemCallException;
import java.util.Set;

/**
 * Why the kernel program does not run, and what to do. bpf(2) answers EPERM whatever is missing, so the cause is read
 * off the process's standing instead.
 *
 * @param message what happened, why, and what to do, on one line
 */
public record Diagnosis(DegradedReason reason, String message) {
    private static final String GRANT =
            "add CAP_BPF and CAP_PERFMON (docker run --cap-add BPF --cap-add PERFMON; Kubernetes:"
                    + " securityContext.capabilities.add: [BPF, PERFMON]) and, for a non-root user, make them ambient";

    /** What a kernel answers that was built without, or does not know them on its processor. */
    private static final Set<Integer> NO_TRAMPOLINE = Set.of(Errno.EBUSY, Errno.EOPNOTSUPP, Errno.ENOTSUPP);

    /** As {@link #of(SystemCallException, ProcessStanding)}, for what is peculiar to one rung. */
    public static Diagnosis of(Rung rung, SystemCallException refusal, ProcessStanding standing) {
        if (!standing.hasBpfCapabilities()) {
            return of(refusal, standing);
        }
        if (rung == Rung.KPROBE && refusal.errno() == Errno.ENOENT) {
            return new Diagnosis(
                    DegradedReason.KERNEL,
                    refusal.getMessage() + "; this kernel has no kprobes (CONFIG_KPROBE_EVENTS) or hides"
                            + " oom_kill_process from them, or /sys is not mounted here");
        }
        if (rung == Rung.KPROBE && refusal.errno() == Errno.EACCES) {
            return new Diagnosis(
                    DegradedReason.CONFIGURATION,
                    refusal.getMessage() + "; kernel.perf_event_paranoid above 2 asks for CAP_SYS_ADMIN as well:"
                            + " set it to 2 on the host (sysctl kernel.perf_event_paranoid=2)");
        }
        if (rung == Rung.FENTRY && NO_TRAMPOLINE.contains(refusal.errno())) {
            return new Diagnosis(
                    DegradedReason.KERNEL,
                    refusal.getMessage() + "; this kernel cannot put a trampoline at a function"
                            + " (CONFIG_FUNCTION_TRACER, on aarch64 CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS)");
        }
        if (rung == Rung.FENTRY && refusal.errno() == Errno.ENOENT && standing.hasTypeInformation()) {
            return new Diagnosis(
                    DegradedReason.KERNEL,
                    refusal.getMessage() + "; this kernel's type information does not have oom_kill_process, or a"
                            + " tracepoint that the program needs");
        }
        return of(refusal, standing);
    }

    /** Reads the meaning of a refused bpf(2) out of its error number and the standing of the process that asked. */
    public static Diagnosis of(SystemCallException refusal, ProcessStanding standing) {
        String what = "the kernel refused the BPF program: " + refusal.getMessage();
        // The kernel looks at capabilities first: whoever got as far as a descriptor has them, and where none is left,
        // not even
        // the file could be read that says so.
        if (refusal.errno() == Errno.EMFILE) {
            return new Diagnosis(
                    DegradedReason.CONFIGURATION,
                    what + "; raise the limit of open files (ulimit -n), the program needs thirty");
        }
        if (!standing.hasBpfCapabilities()) {
            return new Diagnosis(
                    DegradedReason.CAPABILITY,
                    what + "; this process lacks " + standing.missingCapabilities() + ": " + GRANT);
        }
        return switch (refusal.errno()) {
            case Errno.EPERM -> refused(what, standing);
            case Errno.EACCES ->
                new Diagnosis(
                        DegradedReason.KERNEL,
                        what
                                + "; the capabilities are there, so this kernel's verifier or a security module rejects the"
                                + " program: please report it with the kernel's release, " + standing.kernelRelease());
            case Errno.ENOSYS ->
                new Diagnosis(DegradedReason.KERNEL, what + "; this kernel was built without BPF (CONFIG_BPF_SYSCALL)");
            case Errno.E2BIG, Errno.ENOENT, Errno.EOPNOTSUPP, Errno.ENOTSUPP -> tooOld(refusal, what, standing);
            case Errno.EINVAL ->
                standing.lockdown().isConfidentiality() ? lockedDown(what) : tooOld(refusal, what, standing);
            case Errno.ENOMEM ->
                new Diagnosis(
                        DegradedReason.CONFIGURATION,
                        what + "; the container's memory limit leaves no room for the ring buffer");
            default -> new Diagnosis(DegradedReason.KERNEL, what);
        };
    }

    private static Diagnosis refused(String what, ProcessStanding standing) {
        if (!standing.inInitialUserNamespace()) {
            return new Diagnosis(
                    DegradedReason.CAPABILITY,
                    what + "; the capabilities count only within a user namespace (rootless container,"
                            + " userns-remap): run the container outside of one, or load the program from the host");
        }
        if (standing.lockdown().isConfidentiality()) {
            return lockedDown(what);
        }
        if (standing.seccompFilters()) {
            return new Diagnosis(
                    DegradedReason.SECCOMP,
                    what + "; a seccomp filter is active and may forbid bpf(2): allow bpf in the seccomp profile"
                            + " (Docker's default allows it with --cap-add BPF)");
        }
        if (standing.lockedMemoryCounts()) {
            return new Diagnosis(
                    DegradedReason.CONFIGURATION,
                    what + "; below kernel 5.11 BPF maps count as locked memory, of which "
                            + standing.lockedMemoryLimit() / 1024
                            + " KiB are allowed: raise it (docker run --ulimit memlock=-1)");
        }
        return new Diagnosis(
                DegradedReason.KERNEL,
                what + "; the capabilities are there, so a security module of this kernel forbids it");
    }

    private static Diagnosis lockedDown(String what) {
        return new Diagnosis(
                DegradedReason.LOCKDOWN,
                what + "; the kernel is locked down (lockdown=confidentiality), which forbids reading its memory");
    }

    private static Diagnosis tooOld(SystemCallException refusal, String what, ProcessStanding standing) {
        if (!standing.hasTypeInformation()) {
            return new Diagnosis(
                    DegradedReason.KERNEL,
                    what + "; this kernel has no type information (/sys/kernel/btf/vmlinux, CONFIG_DEBUG_INFO_BTF)");
        }
        return new Diagnosis(
                DegradedReason.KERNEL,
                what + "; this kernel (" + standing.kernelRelease()
                        + ") lacks what the program needs: "
                        + (refusal instanceof MissingLibbpfException
                                ? "Linux 5.17 or later, or libbpf (libbpf.so.1 or libbpf.so.0) in this container:"
                                        + " install the package libbpf1, libbpf0 or libbpf"
                                : "Linux 5.17 or later, or Linux 5.10 or later with libbpf"));
    }
}
