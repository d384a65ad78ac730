// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup's place as the kernel tells it from inside a cgroup namespace ({@code kernfs_path_from_node}): so many levels
 * up from the namespace's root, then down by name.
 */
record NamespacePath(int levelsUp, List<String> names) {

    NamespacePath {
        names = List.copyOf(names);
    }

    static NamespacePath parse(String path) {
        int levelsUp = 0;
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..") && names.isEmpty()) {
                levelsUp++;
            } else if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new NamespacePath(levelsUp, names);
    }

    /** The way down from {@code ancestor} to this place; null where that is no ancestor of it. */
    @Nullable
    Descent from(NamespacePath ancestor) {
        if (ancestor.levelsUp == levelsUp) {
            int common = ancestor.names.size();
            boolean isBelow = common <= names.size() && names.subList(0, common).equals(ancestor.names);
            return isBelow ? new Descent(0, names.subList(common, names.size())) : null;
        }
        boolean isAbove = ancestor.levelsUp > levelsUp && ancestor.names.isEmpty();
        return isAbove ? new Descent(ancestor.levelsUp - levelsUp, names) : null;
    }

    /** The same place without its last {@code count} levels. */
    NamespacePath up(int count) {
        int kept = names.size() - count;
        return kept >= 0
                ? new NamespacePath(levelsUp, names.subList(0, kept))
                : new NamespacePath(levelsUp - kept, List.of());
    }

    @Override
    public String toString() {
        return "/" + String.join("/", Collections.nCopies(levelsUp, ".."))
                + (levelsUp > 0 && !names.isEmpty() ? "/" : "") + String.join("/", names);
    }

    /**
     * A way down.
     *
     * @param unnamedLevels levels whose names are not told: those between a mount's root and the namespace's
     * @param names the names of the levels below those
     */
    record Descent(int unnamedLevels, List<String> names) {
        int levels() {
            return unnamedLevels + names.size();
        }
    }
}
