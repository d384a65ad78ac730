// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import java.util.List;

/**
 * A memory cgroup with all of its ancestors, as the kernel sees them: namespaces and mounts hide nothing here.
 *
 * @param levels the cgroup itself first, the root last; never empty
 * @param version2 whether the memory controller is on the unified hierarchy
 * @param truncated whether the cgroup is so deep that the levels nearest the root are missing
 */
public record MemcgPath(List<MemcgLevel> levels, boolean version2, boolean truncated) {
    public MemcgPath {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a memory cgroup has at least one level");
        }
    }

    /** The cgroup itself. */
    public MemcgLevel own() {
        return levels.get(0);
    }

    /** The place in the list of the level with this cgroup id; -1 where it is not on the path, or the path is truncated before it. */
    public int indexOf(long id) {
        for (int index = 0; index < levels.size(); index++) {
            if (levels.get(index).id() == id) {
                return index;
            }
        }
        return -1;
    }

    /** Whether all processes die together for a want of memory in the level at this place, or in one below it. */
    public boolean isOomGroupUpTo(int level) {
        for (int index = 0; index <= level; index++) {
            if (levels.get(index).oomGroup()) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #isOomGroupUpTo}, whichever level it is. */
    public boolean isOomGroup() {
        return isOomGroupUpTo(levels.size() - 1);
    }

    /** The path from the root of the hierarchy, {@code /} for the root, beginning with {@code ...} where truncated. */
    public String path() {
        return pathOf(0);
    }

    /** As {@link #path}, for the level at this place of the list. */
    public String pathOf(int level) {
        StringBuilder path = new StringBuilder(128);
        if (truncated) {
            path.append("...");
        }
        for (int index = levels.size() - 1; index >= level; index--) {
            String name = levels.get(index).name();
            if (!name.isEmpty()) {
                path.append('/').append(name);
            }
        }
        return path.length() == 0 ? "/" : path.toString();
    }
}
