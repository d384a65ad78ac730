// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.MemcgPath;
import io.github.oomwitness.cgroup.ContainerIdentity;
import io.github.oomwitness.cgroup.KubernetesNames;
import org.jspecify.annotations.Nullable;

/**
 * The container that this JVM runs in, and how much of what is known of it holds for a victim: one of another container, of
 * which a wider scope tells, shares the pod's names with it, or the node's alone.
 */
record OwnContainer(ContainerIdentity identity, KubernetesNames names) {
    /** Of a victim, by the path that the kernel has of it. */
    ContainerIdentity identityOf(MemcgPath victim, @Nullable MemcgPath own) {
        ContainerIdentity fromPath = ContainerIdentity.fromCgroupPath(victim.path());
        return isWithin(victim, own) ? fromPath.orElse(identity) : fromPath;
    }

    /** As {@link #identityOf}, of what Kubernetes calls it. */
    KubernetesNames namesOf(MemcgPath victim, @Nullable MemcgPath own) {
        if (isWithin(victim, own)) {
            return names;
        }
        String pod = ContainerIdentity.fromCgroupPath(victim.path()).podUid();
        return pod != null && pod.equals(identity.podUid()) ? names.ofPod() : names.ofNode();
    }

    /** Without a kernel program only victims of the own cgroup are told. */
    private static boolean isWithin(MemcgPath victim, @Nullable MemcgPath own) {
        return own == null || victim.indexOf(own.own().id()) >= 0;
    }
}
