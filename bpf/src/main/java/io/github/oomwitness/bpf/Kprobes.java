// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.Errno;
import io.github.oomwitness.linux.NativeMemory;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.linux.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kprobes as perf events, with {@code struct perf_event_attr} laid out as in uapi/linux/perf_event.h. */
final class Kprobes {
    private static final Path TYPE = Path.of("/sys/bus/event_source/devices/kprobe/type");

    /** Up to bpf's own event type (PERF_ATTR_SIZE_VER1), which every kernel in question knows. */
    private static final int ATTRIBUTES_SIZE = 72;

    /** /sys/bus/event_source/devices/kprobe/format/retprobe: config:0. */
    private static final long AT_RETURN = 1;

    private Kprobes() {}

    /** Whether this kernel has them; asked before a program is loaded in vain. */
    static boolean exist() {
        return Files.isReadable(TYPE);
    }

    /** Attaches a program to the entry of a kernel function. */
    static Descriptor attach(Descriptor program, String function) throws SystemCallException {
        return attach(program, function, 0);
    }

    /** Attaches a program to where a kernel function returns. */
    static Descriptor attachAtReturn(Descriptor program, String function) throws SystemCallException {
        return attach(program, function, AT_RETURN);
    }

    private static Descriptor attach(Descriptor program, String function, long config) throws SystemCallException {
        Descriptor event = open(function, config);
        try {
            Descriptor link = BpfCommands.attachToPerfEvent(program, event);
            event.close();
            return link;
        } catch (SystemCallException refusal) {
            if (refusal.errno() == Errno.EINVAL && takesProgram(event, program)) {
                return event;
            }
            event.close();
            throw refusal;
        }
    }

    /** The way before 5.15, where an event has no link: it holds on to its program itself. */
    private static boolean takesProgram(Descriptor event, Descriptor program) {
        try {
            SystemCalls.setProgramOfPerfEvent(event.number(), program.number());
            return true;
        } catch (SystemCallException refusal) {
            return false;
        }
    }

    private static Descriptor open(String function, long config) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(ATTRIBUTES_SIZE);
                NativeMemory name = NativeMemory.copyOf((function + "\0").getBytes(StandardCharsets.US_ASCII))) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, type());
            buffer.putInt(4, ATTRIBUTES_SIZE);
            buffer.putLong(8, config);
            buffer.putLong(56, name.address());
            return new Descriptor(SystemCalls.openPerfEvent(attributes));
        } catch (SystemCallException refusal) {
            throw new SystemCallException("opening a kprobe at " + function, refusal.errno(), refusal);
        }
    }

    private static int type() throws SystemCallException {
        try {
            return Integer.parseInt(Files.readString(TYPE).trim());
        } catch (IOException | NumberFormatException absent) {
            throw new SystemCallException("reading " + TYPE, Errno.ENOENT, absent);
        }
    }
}
