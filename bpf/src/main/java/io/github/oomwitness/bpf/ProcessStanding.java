// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides whether the kernel lets this process load a BPF program.
 *
 * @param effectiveCapabilities CapEff of /proc/self/status, one bit a capability (include/uapi/linux/capability.h)
 * @param seccompFilters whether a seccomp filter is installed (mode 2)
 * @param inInitialUserNamespace whether user ids are mapped one to one, as in the initial user namespace
 * @param lockedMemoryLimit bytes this process may lock (RLIMIT_MEMLOCK), {@link Long#MAX_VALUE} for no limit
 * @param kernelRelease as uname -r prints it
 * @param hasTypeInformation whether the kernel carries BTF
 */
public record ProcessStanding(
        long effectiveCapabilities,
        boolean seccompFilters,
        boolean inInitialUserNamespace,
        Lockdown lockdown,
        long lockedMemoryLimit,
        String kernelRelease,
        boolean hasTypeInformation) {

    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;

    /** Below it an unprivileged ring does not fit; 64 KiB, the old default, is too little, 256 KiB was seen to pass. */
    private static final long ENOUGH_LOCKED_MEMORY = 16L << 20;

    /** Reads this process's standing; a file that cannot be read counts as the harmless case. */
    public static ProcessStanding ofThisProcess() {
        String status = read("/proc/self/status");
        return new ProcessStanding(
                parseHex(valueOf(status, "CapEff:")),
                "2".equals(valueOf(status, "Seccomp:")),
                isInitialUserNamespace(read("/proc/self/uid_map")),
                Lockdown.parse(read("/sys/kernel/security/lockdown")),
                lockedMemoryLimit(read("/proc/self/limits")),
                read("/proc/sys/kernel/osrelease").trim(),
                Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")));
    }

    /** Whether loading a tracing program is allowed: CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN in their place. */
    public boolean hasBpfCapabilities() {
        return has(CAP_SYS_ADMIN) || (has(CAP_BPF) && has(CAP_PERFMON));
    }

    /** Names of those that this program wants and lacks, joined by "and"; empty where it has them. */
    public String missingCapabilities() {
        List<String> missing = new ArrayList<>();
        if (!hasBpfCapabilities()) {
            if (!has(CAP_BPF)) {
                missing.add("CAP_BPF");
            }
            if (!has(CAP_PERFMON)) {
                missing.add("CAP_PERFMON");
            }
        }
        return String.join(" and ", missing);
    }

    /** The capabilities in effect that matter here, for the status event: names joined by commas; empty for none. */
    public String relevantCapabilities() {
        List<String> held = new ArrayList<>();
        if (has(CAP_BPF)) {
            held.add("CAP_BPF");
        }
        if (has(CAP_PERFMON)) {
            held.add("CAP_PERFMON");
        }
        if (has(CAP_SYS_ADMIN)) {
            held.add("CAP_SYS_ADMIN");
        }
        return String.join(",", held);
    }

    /** Whether this kernel (below 5.11) charges BPF maps to the locked-memory limit, and that limit is small. */
    boolean lockedMemoryCounts() {
        return KernelRelease.parse(kernelRelease).isBefore(5, 11) && lockedMemoryLimit < ENOUGH_LOCKED_MEMORY;
    }

    private boolean has(int capability) {
        return (effectiveCapabilities & (1L << capability)) != 0;
    }

    static boolean isInitialUserNamespace(String uidMap) {
        String[] fields = uidMap.trim().split("\\s+", -1);
        return fields.length != 3 || ("0".equals(fields[0]) && "0".equals(fields[1]) && "4294967295".equals(fields[2]));
    }

    static long lockedMemoryLimit(String limits) {
        String value = valueOf(limits, "Max locked memory");
        String soft = value.split("\\s+", 2)[0];
        return soft.isEmpty() || "unlimited".equals(soft) ? Long.MAX_VALUE : Long.parseLong(soft);
    }

    static String valueOf(String text, String key) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(key)) {
                return line.substring(key.length()).trim();
            }
        }
        return "";
    }

    private static long parseHex(String value) {
        return value.isEmpty() ? 0 : Long.parseUnsignedLong(value, 16);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
