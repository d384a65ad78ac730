// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.util.ArrayList;
import java.util.List;

/** The trigger's kernel stack: one line a frame, as bpf_snprintf's %pS writes it (symbol+offset/size [module]). */
final class KernelStack {
    private KernelStack() {}

    static List<String> decode(RecordText text, int offset, int frames) {
        List<String> stack = new ArrayList<>();
        if (frames <= 0) {
            return stack;
        }
        for (String line : text.from(offset).split("\n", -1)) {
            if (stack.size() == frames || line.isEmpty()) {
                break;
            }
            // The program that wrote the record and its trampoline stand on top of the stack they describe.
            if (!stack.isEmpty() || !line.startsWith("bpf_")) {
                stack.add(line);
            } else {
                frames--;
            }
        }
        return stack;
    }
}
