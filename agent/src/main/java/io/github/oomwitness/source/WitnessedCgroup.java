// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.source;

import io.github.oomwitness.bpf.SharedArea;
import io.github.oomwitness.bpf.record.MemcgLevel;
import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.ContainerIdentity;
import io.github.oomwitness.options.WitnessScope;
import java.util.List;

/** The kernel's id of the memory cgroup whose processes are witnessed, with all below it. */
final class WitnessedCgroup {
    private WitnessedCgroup() {}

    /**
     * The id to filter by.
     *
     * @param own memory cgroup of this JVM
     */
    static long idOf(WitnessScope scope, MemcgPath own) {
        return switch (scope) {
            case CGROUP -> own.own().id();
            case POD -> podOf(own).id();
            case MACHINE -> SharedArea.EVERY_CGROUP;
        };
    }

    /** Mostly the parent; but some runtimes put a container two levels below its pod. The root has none above it. */
    private static MemcgLevel podOf(MemcgPath own) {
        List<MemcgLevel> levels = own.levels();
        for (int index = 1; index < levels.size(); index++) {
            if (ContainerIdentity.isPod(levels.get(index).name())) {
                return levels.get(index);
            }
        }
        return levels.get(Math.min(1, levels.size() - 1));
    }
}
