// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.NativeMemory;
import io.github.oomwitness.linux.SystemCallException;
import io.github.oomwitness.linux.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The few bpf(2) commands that a light skeleton needs, with {@code union bpf_attr} laid out as in uapi/linux/bpf.h. */
final class BpfCommands {
    private static final int BPF_MAP_CREATE = 0;
    private static final int BPF_MAP_UPDATE_ELEM = 2;
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_RUN = 10;
    private static final int BPF_OBJ_GET_INFO_BY_FD = 15;
    private static final int BPF_RAW_TRACEPOINT_OPEN = 17;
    private static final int BPF_LINK_CREATE = 28;
    private static final int BPF_ENABLE_STATS = 32;

    private static final int BPF_MAP_TYPE_ARRAY = 2;
    private static final int BPF_PROG_TYPE_SYSCALL = 31;
    private static final int BPF_F_SLEEPABLE = 1 << 4;
    private static final int BPF_PERF_EVENT = 41;

    private static final int BPF_STATS_RUN_TIME = 0;

    private static final int INSTRUCTION_SIZE = 8;

    /** Of struct bpf_prog_info up to run_cnt, and where its last two members are (kernel 5.1 and later). */
    private static final int INFO_SIZE = 208;

    private static final int INFO_RUN_TIME_NS = 192;
    private static final int INFO_RUN_CNT = 200;

    private BpfCommands() {}

    static Descriptor createSingleElementArray(String name, int valueSize) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(72)) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, BPF_MAP_TYPE_ARRAY);
            buffer.putInt(4, Integer.BYTES);
            buffer.putInt(8, valueSize);
            buffer.putInt(12, 1);
            putName(buffer, 28, name);
            return new Descriptor(SystemCalls.bpf(BPF_MAP_CREATE, attributes));
        }
    }

    static void setElementZero(Descriptor map, NativeMemory value) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(32);
                NativeMemory key = NativeMemory.allocate(Integer.BYTES)) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, map.number());
            buffer.putLong(8, key.address());
            buffer.putLong(16, value.address());
            SystemCalls.bpf(BPF_MAP_UPDATE_ELEM, attributes);
        }
    }

    /** Loads a program of type BPF_PROG_TYPE_SYSCALL (kernel 5.14 and later) that sees one map. */
    static Descriptor loadSystemCallProgram(String name, NativeMemory instructions, String license, Descriptor map)
            throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(128);
                NativeMemory licenseText = NativeMemory.copyOf((license + "\0").getBytes(StandardCharsets.US_ASCII));
                NativeMemory maps = NativeMemory.allocate(Integer.BYTES)) {
            maps.buffer().putInt(0, map.number());
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, BPF_PROG_TYPE_SYSCALL);
            buffer.putInt(4, Math.toIntExact(instructions.size() / INSTRUCTION_SIZE));
            buffer.putLong(8, instructions.address());
            buffer.putLong(16, licenseText.address());
            buffer.putInt(44, BPF_F_SLEEPABLE);
            putName(buffer, 48, name);
            buffer.putLong(120, maps.address());
            return new Descriptor(SystemCalls.bpf(BPF_PROG_LOAD, attributes));
        }
    }

    /**
     * Runs a program once, on this thread, with a context that it may write to.
     *
     * @return what the program returned
     */
    static int runWithContext(Descriptor program, NativeMemory context) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(80)) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, program.number());
            buffer.putInt(40, Math.toIntExact(context.size()));
            buffer.putLong(48, context.address());
            SystemCalls.bpf(BPF_PROG_RUN, attributes);
            return buffer.getInt(4);
        }
    }

    /** The attributes to run a program that takes no context; kept by the caller, since it runs every second. */
    static NativeMemory attributesToRun(Descriptor program) {
        NativeMemory attributes = NativeMemory.allocate(80);
        attributes.buffer().putInt(0, program.number());
        return attributes;
    }

    /** Runs a program that takes no context once, on this thread. */
    static void runOnce(Descriptor program) throws SystemCallException {
        try (NativeMemory attributes = attributesToRun(program)) {
            run(attributes);
        }
    }

    /** Runs what {@link #attributesToRun} prepared, on this thread. */
    static void run(NativeMemory attributes) throws SystemCallException {
        SystemCalls.bpf(BPF_PROG_RUN, attributes);
    }

    /** Attaches a program to the tracepoint or function that it was loaded for; closing the descriptor detaches it. */
    static Descriptor attachTracing(Descriptor program) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(16)) {
            attributes.buffer().putInt(8, program.number());
            return new Descriptor(SystemCalls.bpf(BPF_RAW_TRACEPOINT_OPEN, attributes));
        }
    }

    /** Attaches a program to a tracepoint by its name; closing the descriptor detaches it. */
    static Descriptor attachRawTracepoint(Descriptor program, String tracepoint) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(16);
                NativeMemory name = NativeMemory.copyOf((tracepoint + "\0").getBytes(StandardCharsets.US_ASCII))) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putLong(0, name.address());
            buffer.putInt(8, program.number());
            return new Descriptor(SystemCalls.bpf(BPF_RAW_TRACEPOINT_OPEN, attributes));
        }
    }

    /** Attaches a program to a perf event (kernel 5.15 and later); the link holds on to the event. */
    static Descriptor attachToPerfEvent(Descriptor program, Descriptor event) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(48)) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, program.number());
            buffer.putInt(4, event.number());
            buffer.putInt(8, BPF_PERF_EVENT);
            return new Descriptor(SystemCalls.bpf(BPF_LINK_CREATE, attributes));
        }
    }

    /** Closing the descriptor turns them off. */
    static Descriptor enableRunStatistics() throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(4)) {
            attributes.buffer().putInt(0, BPF_STATS_RUN_TIME);
            return new Descriptor(SystemCalls.bpf(BPF_ENABLE_STATS, attributes));
        }
    }

    /** How often a program has run, and for how long in all. */
    static ProgramCost costOf(String name, Descriptor program) throws SystemCallException {
        try (NativeMemory attributes = NativeMemory.allocate(16);
                NativeMemory info = NativeMemory.allocate(INFO_SIZE)) {
            ByteBuffer buffer = attributes.buffer();
            buffer.putInt(0, program.number());
            buffer.putInt(4, INFO_SIZE);
            buffer.putLong(8, info.address());
            SystemCalls.bpf(BPF_OBJ_GET_INFO_BY_FD, attributes);
            return new ProgramCost(
                    name, info.buffer().getLong(INFO_RUN_CNT), info.buffer().getLong(INFO_RUN_TIME_NS));
        }
    }

    private static void putName(ByteBuffer buffer, int offset, String name) {
        buffer.put(offset, name.getBytes(StandardCharsets.US_ASCII));
    }
}
