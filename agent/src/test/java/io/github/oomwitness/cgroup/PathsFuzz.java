// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** For the fuzzer: whatever the kernel calls a cgroup and mounts where, there is an answer. */
public final class PathsFuzz {
    private static final Path NOWHERE = Path.of("/nonexistent");

    private PathsFuzz() {}

    /** Called by the fuzzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int cut = text.indexOf('\0');
        String groups = cut < 0 ? text : text.substring(0, cut);
        String mounts = cut < 0 ? text : text.substring(cut + 1);
        if (CgroupLocator.locate(groups, mounts, NOWHERE, 1) instanceof CgroupLookup.Found found) {
            throw new IllegalStateException("a cgroup where there is none: " + found);
        }
        ContainerIdentity identity =
                ContainerIdentity.fromCgroupPath(groups).orElse(ContainerIdentity.fromMounts(mounts));
        KubernetesNames.of(Map.of("POD_NAME", groups, "OTEL_RESOURCE_ATTRIBUTES", mounts), identity);

        NamespacePath place = NamespacePath.parse(groups);
        if (!NamespacePath.parse(place.toString()).equals(place)) {
            throw new IllegalStateException("a path that is another when it is read again: " + place);
        }
        NamespacePath.Descent descent = place.from(place.up(place.names().size()));
        if (descent == null || descent.levels() != place.names().size()) {
            throw new IllegalStateException("no way down from an ancestor to " + place);
        }
    }
}
