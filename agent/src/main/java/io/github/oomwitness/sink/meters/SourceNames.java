// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.meters;

import java.util.List;

/** Every way to see kills, the best first: a gauge for each, so that dashboards need no list of their own. */
final class SourceNames {
    static final List<String> ALL = List.of("fentry", "kprobe", "tp_btf", "raw_tp", "cgroup_files", "none");

    private SourceNames() {}
}
