// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerIdentityTest {
    private static final String ID = "8209b1fcf9524a53cd600c6fd463ff1c50f078ecd426bc7da68de8fda2d6eab8";
    private static final String OUTER = "3193584578ea07bf5ee503289e7fe7b69f20e60ad236b2b5ce2274419856f8f3";
    private static final String UID = "1d4361ce-e21a-4548-bc40-b1f57db309e0";
    private static final String HASH = "3f1dbf5f5ed6d2a9b4b3a0cb7b31b7f2";

    @ParameterizedTest
    @CsvSource({
        // docker
        "/docker/<id>",
        "/system.slice/docker-<id>.scope",
        "/docker/<id>/init.scope",
        // containerd and nerdctl
        "/default/<id>",
        "/system.slice/nerdctl-<id>.scope",
        // podman
        "/machine.slice/libpod-<id>.scope",
        "/libpod_parent/libpod-<id>",
        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-<id>.scope/container",
        "/machine.slice/machine-libpod_pod_<outer>.slice/libpod-<id>.scope",
        // ECS
        "/ecs/0123456789abcdef0123456789abcdef/<id>",
        // docker in docker
        "/docker/<outer>/docker/<id>",
    })
    void aContainerIsKnownByItsPath(String pattern) {
        assertThat(ContainerIdentity.fromCgroupPath(fill(pattern))).isEqualTo(new ContainerIdentity(ID, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        // cgroupfs driver
        "/kubepods/pod<uid>/<id>",
        "/kubepods/burstable/pod<uid>/<id>",
        "/kubepods/besteffort/pod<uid>/crio-<id>",
        // systemd driver
        "/kubepods.slice/kubepods-pod<u_i_d>.slice/docker-<id>.scope",
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<u_i_d>.slice/cri-containerd-<id>.scope",
        "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod<u_i_d>.slice/crio-<id>.scope",
        "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod<u_i_d>.slice/crio-<id>.scope/container",
        // a systemd path for a containerd that uses cgroupfs
        "/system.slice/containerd.service/kubepods-burstable-pod<u_i_d>.slice:cri-containerd:<id>",
        // kind: a node that is a container itself
        "/docker/<outer>/kubelet/kubepods/burstable/pod<uid>/<id>",
        "/system.slice/docker-<outer>.scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod<u_i_d>.slice/cri-containerd-<id>.scope",
    })
    void aPodsContainerIsKnownByItsPath(String pattern) {
        assertThat(ContainerIdentity.fromCgroupPath(fill(pattern))).isEqualTo(new ContainerIdentity(ID, UID, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kubepods/burstable/pod<hash>/<id>",
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<hash>.slice/cri-containerd-<id>.scope",
            })
    void aStaticPodsUidIsTheHashOfItsConfiguration(String pattern) {
        assertThat(ContainerIdentity.fromCgroupPath(fill(pattern))).isEqualTo(new ContainerIdentity(ID, HASH, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<u_i_d>.slice",
                "/kubepods/burstable/pod<uid>",
                "/kubepods/burstable/pod<uid>/crio-conmon-<id>",
                "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod<u_i_d>.slice/crio-conmon-<id>.scope",
                "/docker/<outer>/kubelet/kubepods/burstable/pod<uid>",
            })
    void aPodsOwnLevelAndARuntimesMonitorAreNoContainer(String pattern) {
        assertThat(ContainerIdentity.fromCgroupPath(fill(pattern))).isEqualTo(new ContainerIdentity(null, UID, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/../..",
                "/user.slice/user-1000.slice/session-3.scope",
                "/system.slice/postgresql.service",
                "/machine.slice/libpod-conmon-<id>.scope",
                "/machine.slice/machine-libpod_pod_<outer>.slice",
                "/docker/not-an-id",
                "/docker/<id>ff",
            })
    void anyOtherPathIsNoContainer(String pattern) {
        assertThat(ContainerIdentity.fromCgroupPath(fill(pattern))).isEqualTo(ContainerIdentity.none());
    }

    @Test
    void insideACgroupNamespaceMountsTellThePodAndTheContainersName() {
        String kubelet = "/var/lib/kubelet/pods/" + UID;
        String mounts =
                mount("/var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" + OUTER + "/hostname", "/etc/hostname")
                        + mount(kubelet + "/etc-hosts", "/etc/hosts")
                        + mount(kubelet + "/containers/converter/5f1c9a2b", "/dev/termination-log");

        assertThat(ContainerIdentity.fromMounts(mounts)).isEqualTo(new ContainerIdentity(null, UID, "converter"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/var/lib/docker/containers/<id>/hostname",
                "/containers/<id>/resolv.conf",
                "/var/lib/containers/storage/overlay-containers/<id>/userdata/hosts",
            })
    void insideACgroupNamespaceMountsTellTheContainer(String pattern) {
        assertThat(ContainerIdentity.fromMounts(mount(fill(pattern), "/etc/x")))
                .isEqualTo(new ContainerIdentity(ID, null, null));
    }

    @Test
    void inAPodTheSandboxsMountsAreNotTheContainers() {
        String mounts =
                mount("/run/containers/storage/overlay-containers/" + OUTER + "/userdata/hostname", "/etc/hostname")
                        + mount("/var/lib/kubelet/pods/" + UID + "/etc-hosts", "/etc/hosts");

        assertThat(ContainerIdentity.fromMounts(mounts)).isEqualTo(new ContainerIdentity(null, UID, null));
    }

    @Test
    void oneSourceFillsWhatTheOtherLeavesOpen() {
        ContainerIdentity fromPath = new ContainerIdentity(ID, null, null);
        ContainerIdentity fromMounts = new ContainerIdentity(OUTER, UID, "converter");

        assertThat(fromPath.orElse(fromMounts)).isEqualTo(new ContainerIdentity(ID, UID, "converter"));
    }

    private static String fill(String pattern) {
        return pattern.replace("<id>", ID)
                .replace("<outer>", OUTER)
                .replace("<uid>", UID)
                .replace("<u_i_d>", UID.replace('-', '_'))
                .replace("<hash>", HASH);
    }

    private static String mount(String root, String mountPoint) {
        return "100 90 8:1 " + root + " " + mountPoint + " rw,relatime - ext4 /dev/sda1 rw\n";
    }
}
