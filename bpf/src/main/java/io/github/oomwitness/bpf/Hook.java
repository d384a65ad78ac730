// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.Descriptor;
import io.github.oomwitness.linux.SystemCallException;
import java.util.List;

/**
 * Where one program of a rung is to be attached.
 *
 * @param program its name in the light skeleton
 * @param point the tracepoint or kernel function; without meaning where the program was loaded for one
 * @param optional whether kills are told without it, too
 */
record Hook(String program, Way way, String point, boolean optional) {
    /** Where a task begins and ends to free memory before it gets any: at a cgroup's limit, and on a full machine. */
    static final List<Hook> OF_STALLS = List.of(
            rawTracepoint("on_reclaim_begin", "mm_vmscan_memcg_reclaim_begin"),
            rawTracepoint("on_reclaim_end", "mm_vmscan_memcg_reclaim_end"),
            rawTracepoint("on_reclaim_begin", "mm_vmscan_direct_reclaim_begin"),
            rawTracepoint("on_reclaim_end", "mm_vmscan_direct_reclaim_end"));

    /** How the kernel wants it done. */
    enum Way {
        /** Programs that were loaded for one point: tp_btf, fentry, fexit. */
        TRACING,
        RAW_TRACEPOINT,
        KPROBE,
        KRETPROBE
    }

    static Hook tracing(String program) {
        return new Hook(program, Way.TRACING, "", false);
    }

    static Hook rawTracepoint(String program, String tracepoint) {
        return new Hook(program, Way.RAW_TRACEPOINT, tracepoint, false);
    }

    static Hook kprobe(String program, String function) {
        return new Hook(program, Way.KPROBE, function, false);
    }

    static Hook kretprobe(String program, String function) {
        return new Hook(program, Way.KRETPROBE, function, false);
    }

    /** The same as a part that may fail to attach. */
    Hook orWithout() {
        return new Hook(program, way, point, true);
    }

    /** Closing what comes back detaches the program. */
    Descriptor attach(Descriptor loaded) throws SystemCallException {
        return switch (way) {
            case TRACING -> BpfCommands.attachTracing(loaded);
            case RAW_TRACEPOINT -> BpfCommands.attachRawTracepoint(loaded, point);
            case KPROBE -> Kprobes.attach(loaded, point);
            case KRETPROBE -> Kprobes.attachAtReturn(loaded, point);
        };
    }
}
