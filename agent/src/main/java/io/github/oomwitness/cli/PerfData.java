// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM tells of itself in a file, unasked, unless it runs with {@code -XX:-UsePerfData}: reading it does not
 * disturb the JVM. Layout as in HotSpot's {@code perfMemory.hpp}: {@code PerfDataPrologue}, {@code PerfDataEntry}.
 *
 * @param texts its values of type string by name; numbers are left out
 */
record PerfData(Map<String, String> texts) {
    private static final int MAGIC = 0xCAFEC0C0;
    private static final int BYTE_ORDER = 4;
    private static final int MAJOR_VERSION = 5;
    private static final int FIRST_ENTRY = 24;
    private static final int ENTRIES = 28;
    private static final int LITTLE_ENDIAN = 1;
    private static final int ENTRY_HEADER = 20;
    private static final int MOST_ENTRIES = 10_000;

    PerfData {
        texts = Map.copyOf(texts);
    }

    /** Null for bytes that are none, such as the file of a JVM that has only begun to write it. */
    static @Nullable PerfData parse(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.getInt(0) != MAGIC || buffer.get(MAJOR_VERSION) != 2) {
                return null;
            }
            buffer.order(buffer.get(BYTE_ORDER) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return new PerfData(entries(buffer));
        } catch (IndexOutOfBoundsException | BufferUnderflowException cutOff) {
            return null;
        }
    }

    /** The main class or jar and its arguments. */
    @Nullable
    String javaCommand() {
        return texts.get("sun.rt.javaCommand");
    }

    /** False where the JVM was started with {@code -XX:+DisableAttachMechanism}; true where that is unknown. */
    boolean attachAllowed() {
        String capabilities = texts.get("sun.rt.jvmCapabilities");
        return capabilities == null || !capabilities.startsWith("0");
    }

    /** False where the JVM was started with {@code -XX:-EnableDynamicAgentLoading}: of several flags the last counts. */
    boolean agentLoadingAllowed() {
        String arguments = texts.getOrDefault("java.rt.vmArgs", "") + " " + texts.getOrDefault("java.rt.vmFlags", "");
        return arguments.lastIndexOf("-XX:-EnableDynamicAgentLoading")
                <= arguments.lastIndexOf("-XX:+EnableDynamicAgentLoading");
    }

    private static Map<String, String> entries(ByteBuffer buffer) {
        Map<String, String> texts = new HashMap<>();
        int start = buffer.getInt(FIRST_ENTRY);
        int count = Math.min(buffer.getInt(ENTRIES), MOST_ENTRIES);
        for (int entry = 0; entry < count; entry++) {
            int length = buffer.getInt(start);
            int vectorLength = buffer.getInt(start + 8);
            if (length < ENTRY_HEADER) {
                return texts;
            }
            if (buffer.get(start + 12) == 'B' && vectorLength > 0) {
                int name = start + buffer.getInt(start + 4);
                int data = start + buffer.getInt(start + 16);
                texts.put(text(buffer, name, start + length - name), text(buffer, data, vectorLength));
            }
            start += length;
        }
        return texts;
    }

    /** Up to the NUL that ends it. */
    private static String text(ByteBuffer buffer, int start, int longest) {
        int length = 0;
        while (length < longest && buffer.get(start + length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        buffer.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
