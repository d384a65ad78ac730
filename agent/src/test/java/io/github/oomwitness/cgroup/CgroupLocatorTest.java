// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On captured machines, and on layouts made by hand for what no test machine has. */
class CgroupLocatorTest {
    private static final String V1_MOUNT = "35 31 0:32 %s %s rw,relatime - cgroup cgroup rw,memory\n";
    private static final String V2_MOUNT = "41 31 0:38 %s %s rw,relatime - cgroup2 cgroup2 rw\n";
    private static final long PID = 4711;

    @TempDir
    Path root;

    static Stream<CapturedMachine> everyKernelAndCase() {
        return CapturedMachine.all();
    }

    @ParameterizedTest
    @MethodSource("everyKernelAndCase")
    void aRealProcessIsFound(CapturedMachine machine) {
        CgroupLocation location = machine.location();

        assertThat(location.directory()).isEqualTo(machine.directory());
        assertThat(location.version()).isEqualTo(machine.version());
        assertThat(location.hybrid()).isEqualTo(machine.version() == CgroupVersion.V1);
        assertThat(machine.text("proc/self/cgroup")).contains(":" + location.path() + "\n");
        assertThat(location.visibleDirectories()).startsWith(location.directory());
    }

    @Test
    void everyKernelWasCaptured() {
        assertThat(CapturedMachine.nested().map(CapturedMachine::name))
                .containsExactlyInAnyOrder(
                        "5.10-v1/nested",
                        "5.10-v2/nested",
                        "6.1-v1/nested",
                        "6.1-v2/nested",
                        "6.12-v2/nested",
                        "6.18-v1/nested",
                        "6.18-v2/nested",
                        "7.2-v2/nested");
    }

    @Test
    void thisJvmIsFoundInACgroupThatListsIt() throws IOException {
        assertThat(CgroupLocator.locateOwn()).isInstanceOfSatisfying(CgroupLookup.Found.class, found -> {
            CgroupLocation location = found.location();
            assertThat(location.directory().resolve("cgroup.procs"))
                    .content()
                    .contains(ProcessHandle.current().pid() + "\n");
            assertThat(location.directory())
                    .satisfies(directory -> assertThat(Files.getAttribute(directory, "unix:ino"))
                            .isEqualTo(location.id()));
        });
    }

    @Test
    void onV1DockerShowsTheContainersOwnCgroupAsTheRoot() throws IOException {
        directory("sys/fs/cgroup/memory");

        CgroupLocation location =
                found("4:memory:/docker/ab12\n", V1_MOUNT.formatted("/docker/ab12", "/sys/fs/cgroup/memory"));

        assertThat(location.directory()).isEqualTo(root.resolve("sys/fs/cgroup/memory"));
        assertThat(location.path()).isEqualTo("/docker/ab12");
        assertThat(location.visibleDirectories()).containsExactly(location.directory());
        assertThat(location.hybrid()).isFalse();
    }

    @Test
    void ofSeveralMountsTheOneWithTheWidestViewIsTaken() throws IOException {
        directory("sys/fs/cgroup/memory");
        directory("host/cgroup/pods/pod1/ab12");

        CgroupLocation location = found(
                "4:memory:/pods/pod1/ab12\n",
                V1_MOUNT.formatted("/pods/pod1/ab12", "/sys/fs/cgroup/memory")
                        + V1_MOUNT.formatted("/", "/host/cgroup")
                        + V1_MOUNT.formatted("/elsewhere", "/mnt"));

        assertThat(location.visibleDirectories())
                .containsExactly(
                        root.resolve("host/cgroup/pods/pod1/ab12"),
                        root.resolve("host/cgroup/pods/pod1"),
                        root.resolve("host/cgroup/pods"),
                        root.resolve("host/cgroup"));
    }

    @Test
    void aMountPointMayHaveABlank() throws IOException {
        directory("my cgroups/x");

        assertThat(found("4:memory:/x\n", V1_MOUNT.formatted("/", "/my\\040cgroups"))
                        .directory())
                .isEqualTo(root.resolve("my cgroups/x"));
    }

    @Test
    void onV2TheMemoryCgroupIsTheNearestThatHasTheController() throws IOException {
        Path service = directory("sys/fs/cgroup/app.slice/x.service");
        directory("sys/fs/cgroup/app.slice/x.service/worker");
        Files.writeString(service.resolve("cgroup.controllers"), "cpu memory pids\n");
        Files.writeString(service.resolve("worker/cgroup.controllers"), "cpu\n");

        CgroupLocation location = found("0::/app.slice/x.service/worker\n", V2_MOUNT.formatted("/", "/sys/fs/cgroup"));

        assertThat(location.directory()).isEqualTo(service);
        assertThat(location.path()).isEqualTo("/app.slice/x.service");
        assertThat(location.pressureDirectory()).isEqualTo(service);
        assertThat(location.visibleDirectories()).hasSize(3);
    }

    @Test
    void onAHybridSystemPressureIsReadFromTheTwinOfTheSamePath() throws IOException {
        directory("sys/fs/cgroup/memory/x.service");
        Path twin = directory("sys/fs/cgroup/unified/x.service");
        String mounts =
                V1_MOUNT.formatted("/", "/sys/fs/cgroup/memory") + V2_MOUNT.formatted("/", "/sys/fs/cgroup/unified");

        CgroupLocation paired = found("4:memory:/x.service\n0::/x.service\n", mounts);
        CgroupLocation apart = found("4:memory:/x.service\n0::/\n", mounts);

        assertThat(paired.version()).isEqualTo(CgroupVersion.V1);
        assertThat(paired.hybrid()).isTrue();
        assertThat(paired.pressureDirectory()).isEqualTo(twin);
        assertThat(apart.pressureDirectory()).isNull();
    }

    @Test
    void aPartOfThePathThatANamespaceHidesIsFoundThroughThePid() throws IOException {
        Files.writeString(directory("cg/a/other").resolve("cgroup.procs"), "1\n47\n");
        Files.writeString(directory("cg/b/mine").resolve("cgroup.procs"), "3\n4711\n");
        directory("cg/c");

        assertThat(found("4:memory:/\n", V1_MOUNT.formatted("/../..", "/cg")).directory())
                .isEqualTo(root.resolve("cg/b/mine"));
        assertThat(notFound("4:memory:/\n", V1_MOUNT.formatted("/..", "/cg"))).contains("no mount shows it");
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        directory("sys/fs/cgroup");
        String mount = V2_MOUNT.formatted("/", "/sys/fs/cgroup");

        assertThat(notFound("", mount)).contains("memory controller is off");
        assertThat(notFound("4:memory:/x\n", mount))
                .contains("no mount shows it")
                .contains("/x");
        assertThat(notFound("0::/x (deleted)\n", mount)).contains("/x was deleted");
        assertThat(notFound("0::/../other\n", mount)).contains("no mount shows it");
        assertThat(notFound("0::/\n", mount)).contains("cgroup.subtree_control");
        assertThat(notFound("0::/\0\n", mount)).contains("cannot be used");
    }

    private Path directory(String path) throws IOException {
        return Files.createDirectories(root.resolve(path));
    }

    private CgroupLocation found(String procCgroup, String mountInfo) {
        CgroupLookup lookup = CgroupLocator.locate(procCgroup, mountInfo, root, PID);
        if (lookup instanceof CgroupLookup.Found found) {
            return found.location();
        }
        throw new AssertionError(lookup.toString());
    }

    private String notFound(String procCgroup, String mountInfo) {
        CgroupLookup lookup = CgroupLocator.locate(procCgroup, mountInfo, root, PID);
        if (lookup instanceof CgroupLookup.NotFound notFound) {
            return notFound.reason();
        }
        throw new AssertionError(lookup.toString());
    }
}
