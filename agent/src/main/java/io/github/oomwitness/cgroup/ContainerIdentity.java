// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which container a cgroup belongs to, as far as paths tell. Container runtimes and Kubernetes put their ids into the
 * cgroup's path, each driver (cgroupfs, systemd) in its own way.
 *
 * @param containerId 64 hexadecimal digits; null where there is none
 * @param podUid the Kubernetes pod's uid with dashes; for a static pod the 32 digits of its configuration's hash
 * @param containerName the container's name in its pod; only mounts tell it
 */
public record ContainerIdentity(
        @Nullable String containerId,
        @Nullable String podUid,
        @Nullable String containerName) {
    private static final ContainerIdentity NONE = new ContainerIdentity(null, null, null);

    /**
     * One level of a path that is a container's: the id, behind the runtime's name ({@code docker-}, {@code libpod-},
     * {@code crio-}, {@code cri-containerd-} or {@code :cri-containerd:}), before {@code .scope} with systemd.
     */
    private static final Pattern CONTAINER_LEVEL = Pattern.compile("(?:.*[:-])?([0-9a-f]{64})(?:\\.scope)?");

    /** conmon watches a container of cri-o or podman and is not in it. */
    private static final Pattern MONITOR_LEVEL = Pattern.compile("(?:crio|libpod)-conmon-.*");

    /** A pod's level: cgroupfs writes the uid as it is, systemd with underscores and in a slice. */
    private static final Pattern POD_LEVEL = Pattern.compile("(?:.*-)?pod"
            + "([0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}|[0-9a-f]{32})"
            + "(?:\\.slice)?(?::.*)?");

    private static final Pattern POD_MOUNT =
            Pattern.compile("(?:^|.*/)pods/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})/(.*)");
    private static final Pattern POD_CONTAINER_MOUNT = Pattern.compile("containers/([^/]+)/[^/]+");

    /** What docker and podman mount of a container's own folder. Kubernetes' runtimes mount the pod's sandbox instead. */
    private static final Pattern CONTAINER_MOUNT = Pattern.compile(
            "(?:.*/)?(?:overlay-)?containers/([0-9a-f]{64})/(?:userdata/)?(?:hostname|hosts|resolv\\.conf)");

    public static ContainerIdentity none() {
        return NONE;
    }

    /**
     * From a path such as {@code /kubepods/burstable/pod<uid>/<id>}. Of nested containers (kind, docker in docker) it
     * is the innermost.
     */
    public static ContainerIdentity fromCgroupPath(String path) {
        String containerId = null;
        String podUid = null;
        for (String level : path.split("/", -1)) {
            Matcher pod = POD_LEVEL.matcher(level);
            if (pod.matches()) {
                podUid = pod.group(1).replace('_', '-');
                containerId = null;
            }
            if (MONITOR_LEVEL.matcher(level).matches()) {
                containerId = null;
            } else {
                Matcher container = CONTAINER_LEVEL.matcher(level);
                // A podman pod has an id of the same shape; its level is a slice.
                if (container.matches()) {
                    containerId = container.group(1);
                }
            }
        }
        return new ContainerIdentity(containerId, podUid, null);
    }

    /** Whether a level of a path, given by its name, is a Kubernetes pod's. */
    public static boolean isPod(String level) {
        return POD_LEVEL.matcher(level).matches();
    }

    /**
     * From the text of {@code /proc/PID/mountinfo}: in a cgroup namespace the path is {@code /} and tells nothing, but
     * runtimes mount single files whose place on the host names the container or the pod.
     */
    public static ContainerIdentity fromMounts(String mountInfo) {
        ContainerIdentity identity = NONE;
        for (MountInfo mount : MountInfo.parse(mountInfo)) {
            Matcher pod = POD_MOUNT.matcher(mount.root());
            Matcher container = CONTAINER_MOUNT.matcher(mount.root());
            if (pod.matches()) {
                Matcher name = POD_CONTAINER_MOUNT.matcher(pod.group(2));
                identity = identity.orElse(
                        new ContainerIdentity(null, pod.group(1), name.matches() ? name.group(1) : null));
            } else if (container.matches()) {
                identity = identity.orElse(new ContainerIdentity(container.group(1), null, null));
            }
        }
        return identity.podUid == null
                ? identity
                : new ContainerIdentity(null, identity.podUid, identity.containerName);
    }

    /** What this one does not tell is taken from the other. */
    public ContainerIdentity orElse(ContainerIdentity other) {
        return new ContainerIdentity(
                containerId != null ? containerId : other.containerId,
                podUid != null ? podUid : other.podUid,
                containerName != null ? containerName : other.containerName);
    }
}
