// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import java.util.List;

/** A way to hook into the OOM killer, with the skeleton that was compiled for it. */
public enum Rung {
    /** Tracing programs at the tracepoints mark_victim and signal_generate; needs BTF, and nothing that attaches to functions. */
    TP_BTF("tp_btf", "witness_tp_btf");

    private final String source;
    private final String skeleton;

    Rung(String source, String skeleton) {
        this.source = source;
        this.skeleton = skeleton;
    }

    /** The name that events, meters and options use. */
    public String source() {
        return source;
    }

    String skeleton() {
        return skeleton;
    }

    /** Names of the programs to attach, in this order. */
    List<String> hooks() {
        return switch (this) {
            case TP_BTF -> List.of("on_signal", "on_mark");
        };
    }
}
