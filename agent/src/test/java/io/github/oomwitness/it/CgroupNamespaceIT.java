// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.testbed.CgroupVersion;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.MemoryCgroup;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As in a container of Kubernetes: the JVM sees "/" for a cgroup and nothing above it, and the pod's limit fires. */
@Tag("testbed")
@Tag("kernel_program")
class CgroupNamespaceIT {
    private static final long MIB = 1L << 20;
    private static final String UID = "0b2f2c3c-9d2c-4b57-8a0a-7c0f3b1f5e11";
    private static final String CONTAINER = "8209b1fcf9524a53cd600c6fd463ff1c50f078ecd426bc7da68de8fda2d6eab8";

    @Test
    void thePodAndItsLimitAreToldThoughNoFileShowsThem() throws Exception {
        try (MemoryCgroup top = MemoryCgroup.create("kubepods");
                MemoryCgroup pod = top.child("burstable").child("pod" + UID).limitTo(320 * MIB);
                MemoryCgroup container = pod.child(CONTAINER).limitTo(900 * MIB);
                WitnessedJvm jvm = containedIn(container)) {
            assertThat(jvm.output()).contains(container.version() == CgroupVersion.V1 ? "memory:/\n" : "0::/\n");
            try (Hog spare = Victim.nextInLine(container)) {
                assertThat(spare.isAlive()).isTrue();
                Victim.killedIn(container, "contained");
            }
            jvm.awaitRecorded(1, "oomwitness.OomKill");
            assertThat(jvm.exit(0)).isZero();

            RecordedEvent event = jvm.events("oomwitness.OomKill").get(0);
            assertThat(event.getString("victimCgroup")).isEqualTo(container.path());
            assertThat(event.getString("limitCgroup")).isEqualTo(pod.path());
            assertThat(event.getBoolean("limitIsAncestor")).isTrue();
            assertThat(event.getLong("limitCgroupLimit")).isEqualTo(320 * MIB);
            assertThat(event.getLong("limitCgroupUsage")).isBetween(310 * MIB, 321 * MIB);
            assertThat(event.getLong("memoryLimit")).isEqualTo(900 * MIB);
            assertThat(event.getString("podUid")).isEqualTo(UID);
            assertThat(event.getString("containerId")).isEqualTo(CONTAINER);
            assertThat(event.getString("podName")).isEqualTo("converter-0");
            assertThat(event.getString("podNamespace")).isEqualTo("shop");
            assertThat(event.getString("kubernetesNode")).isEqualTo("worker-3");
            assertThat(event.getString("containerName")).isEqualTo("app");
            RecordedEvent status = jvm.events("oomwitness.WitnessStatus").get(0);
            assertThat(status.getString("cgroupPath")).isEqualTo(container.path());
            assertThat(status.getLong("memoryLimit")).isEqualTo(320 * MIB);
        }
    }

    private static WitnessedJvm containedIn(MemoryCgroup container) throws Exception {
        String mount = container.version() == CgroupVersion.V1
                ? "mount -t tmpfs none /sys/fs/cgroup && mkdir /sys/fs/cgroup/memory"
                        + " && mount -t cgroup -o memory none /sys/fs/cgroup/memory"
                : "mount -t cgroup2 none /sys/fs/cgroup";
        return WitnessedJvm.with(Jdk.newest())
                .in(container)
                .agentOptions(RungUnderTest.agentOptions())
                .environment("POD_NAME", "converter-0")
                .environment("POD_NAMESPACE", "shop")
                .environment("NODE_NAME", "worker-3")
                .environment("CONTAINER_NAME", "app")
                .through(
                        "unshare",
                        "--cgroup",
                        "--mount",
                        "sh",
                        "-c",
                        "umount -R /sys/fs/cgroup && " + mount + " && cat /proc/self/cgroup && exec \"$@\"",
                        "sh")
                .recording()
                .start()
                .awaitWitness();
    }
}
