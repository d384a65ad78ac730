// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what of this JVM is resident, by kind. It walks the page tables of the whole process (12 ms for 1 GiB in pages of 4 KiB) and
 * meanwhile holds back whoever changes its address space: never on a thread that has to tell a kill. For one thread.
 */
public final class JvmMemoryReader {
    private static final String HEAP_INFO = "GC.heap_info";
    private static final Path SMAPS = Path.of("/proc/self/smaps");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private final SmapsReader smaps = new SmapsReader();
    private final StackPointers stacks = new StackPointers();
    private final @Nullable AddressRange heap;

    private JvmMemoryReader(@Nullable AddressRange heap) {
        this.heap = heap;
    }

    /**
     * Asks the JVM once where its heap lies: that is reserved at the start and stays.
     *
     * @param commands null where this JVM has none
     */
    public static JvmMemoryReader open(@Nullable DiagnosticCommand commands) {
        return new JvmMemoryReader(commands == null ? null : HeapLocation.parse(commands.run(HEAP_INFO)));
    }

    /** The memory of this moment; missing where /proc cannot be read. */
    public JvmMemory read() {
        JvmMemoryAccount account = new JvmMemoryAccount(heap, stacks.read(), tmpfsDevices());
        try (InputStream text = new FileInputStream(SMAPS.toFile())) {
            smaps.read(text, account);
            return account.total();
        } catch (IOException | SecurityException unreadable) {
            return JvmMemory.missing();
        }
    }

    private static Set<String> tmpfsDevices() {
        try {
            return tmpfsDevices(Files.readString(MOUNTS, StandardCharsets.ISO_8859_1));
        } catch (IOException hidden) {
            return Set.of();
        }
    }

    /**
     * The devices of all tmpfs.
     *
     * @param mountInfo as in proc_pid_mountinfo(5)
     */
    static Set<String> tmpfsDevices(String mountInfo) {
        Set<String> devices = new HashSet<>();
        mountInfo.lines().forEach(line -> {
            int separator = line.indexOf(" - ");
            if (separator >= 0 && line.startsWith("tmpfs ", separator + 3)) {
                devices.add(normal(line.split(" ", 4)[2]));
            }
        });
        return devices;
    }

    /** mountinfo writes numbers in decimal, smaps in two hexadecimal digits at least. */
    private static String normal(String decimalDevice) {
        int colon = decimalDevice.indexOf(':');
        return String.format(
                "%02x:%02x",
                Integer.parseInt(decimalDevice.substring(0, colon)),
                Integer.parseInt(decimalDevice.substring(colon + 1)));
    }
}
