// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A way to hook into the OOM killer. The best first: the upper two see the kernel decide, all see its victims die. */
public enum Rung {
    /** The decision through trampolines at oom_kill_process, deaths as in {@link #TP_BTF}. */
    FENTRY("fentry", List.of(Hook.tracing("on_oom_kill_process"), Hook.tracing("on_oom_kill_process_done"))),

    /** The decision through kprobes at oom_kill_process, deaths as in {@link #TP_BTF}. */
    KPROBE(
            "kprobe",
            List.of(
                    Hook.kprobe("on_oom_kill_process", "oom_kill_process"),
                    Hook.kretprobe("on_oom_kill_process_done", "oom_kill_process"))),

    /** Tracing programs at the tracepoints mark_victim and signal_generate: nothing that attaches to functions. */
    TP_BTF("tp_btf", List.of()),

    /** The same tracepoints without the verifier's knowledge of their arguments. */
    RAW_TP("raw_tp", List.of());

    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Hook> decision;

    Rung(String source, List<Hook> decision) {
        this.source = source;
        this.decision = decision;
    }

    /** The name that events, meters and options use. */
    public String source() {
        return source;
    }

    /** Whether this kernel obviously lacks it, so that loading is not worth trying. */
    boolean isOutOfReach() {
        return this == KPROBE && !Kprobes.exist();
    }

    /** What was compiled for this rung, to be tried in this order: kernels differ in their tracepoints, and in what they refuse. */
    List<Variant> variants() {
        String skeleton = "witness_" + source;
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(skeleton, hooks(true, true), Hook.OF_STALLS, false));
        if (this != RAW_TP) {
            variants.add(new Variant(skeleton + "_early", hooks(false, true), Hook.OF_STALLS, false));
        }
        variants.add(new Variant(skeleton + "_least", hooks(false, false), List.of(), true));
        return List.copyOf(variants);
    }

    /** The file that was compiled for libbpf. None of the kernels that need it has the tracepoint exit_mmap. */
    String libbpfObject() {
        return "witness_" + source + (this == RAW_TP ? "" : "_early") + ".libbpf.o";
    }

    /** What of that file is to be loaded, to be tried in this order. */
    List<Variant> libbpfVariants() {
        return List.of(
                new Variant(libbpfObject(), hooks(false, true), Hook.OF_STALLS, false),
                new Variant(libbpfObject(), hooks(false, false), List.of(), true));
    }

    private List<Hook> hooks(boolean withExitMmap, boolean withExtras) {
        List<Hook> hooks = new ArrayList<>(decision);
        hooks.add(tracepoint("on_signal", "signal_generate"));
        hooks.add(tracepoint("on_mark", "mark_victim"));
        if (withExitMmap) {
            Hook memoryFreed = tracepoint("on_exit_mmap", "exit_mmap");
            // A plain program is loaded without asking whether the tracepoint is there.
            hooks.add(this == RAW_TP ? memoryFreed.orWithout() : memoryFreed);
        }
        if (withExtras) {
            // Without the first two kills are told, with less said about the victim.
            hooks.add(tracepoint("on_fork", "sched_process_fork").orWithout());
            hooks.add(tracepoint("on_exec", "sched_process_exec").orWithout());
            hooks.add(tracepoint("on_signal_of_process", "signal_generate").orWithout());
        }
        return hooks;
    }

    private Hook tracepoint(String program, String name) {
        return this == RAW_TP ? Hook.rawTracepoint(program, name) : Hook.tracing(program);
    }

    /**
     * One compiled object, or what of one is to be loaded.
     *
     * @param skeleton its name
     * @param hooks in the order in which they are to be attached
     * @param stallHooks those that tell of stalls in direct reclaim, all of them or none
     * @param least whether it holds only what kills cannot be told without
     */
    record Variant(String skeleton, List<Hook> hooks, List<Hook> stallHooks, boolean least) {
        Variant {
            hooks = List.copyOf(hooks);
            stallHooks = List.copyOf(stallHooks);
        }

        /** Names of those that are attached. */
        Set<String> programs() {
            return Stream.concat(hooks.stream(), stallHooks.stream())
                    .map(Hook::program)
                    .collect(Collectors.toSet());
        }
    }
}
