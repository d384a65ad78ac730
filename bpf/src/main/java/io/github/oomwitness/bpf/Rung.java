// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.util.List;

/** A way to hook into the OOM killer. */
public enum Rung {
    /** Tracing programs at the tracepoints mark_victim and signal_generate; needs BTF, and nothing that attaches to functions. */
    TP_BTF("tp_btf");

    /** Without it kills are told, with less said about the victim. */
    private static final List<String> ON_STARTS = List.of("on_fork", "on_exec");

    private final String source;

    Rung(String source) {
        this.source = source;
    }

    /** The name that events, meters and options use. */
    public String source() {
        return source;
    }

    /** What was compiled for this rung, to be tried in this order: kernels differ in their tracepoints. */
    List<Variant> variants() {
        return switch (this) {
            case TP_BTF ->
                List.of(
                        new Variant("witness_tp_btf", List.of("on_signal", "on_mark", "on_exit_mmap"), ON_STARTS),
                        new Variant("witness_tp_btf_early", List.of("on_signal", "on_mark"), ON_STARTS));
        };
    }

    /**
     * One compiled object.
     *
     * @param skeleton its name
     * @param hooks names of the programs to attach, in this order
     * @param optionalHooks those that may fail to attach
     */
    record Variant(String skeleton, List<String> hooks, List<String> optionalHooks) {}
}
