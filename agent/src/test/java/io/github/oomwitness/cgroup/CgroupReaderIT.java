// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real cgroup of this machine's kernel. Needs root, and fails without it. */
class CgroupReaderIT {
    private static final long MIB = 1 << 20;

    private MemoryCgroup cgroup;
    private CgroupLocation location;
    private CgroupReader reader;

    @BeforeEach
    void makeCgroup() throws IOException, InterruptedException {
        cgroup = MemoryCgroup.create("reader");
        location = locate(cgroup);
        reader = CgroupReader.open(location);
    }

    @AfterEach
    void removeCgroup() throws IOException {
        reader.close();
        cgroup.close();
    }

    @Test
    void aReadingSaysWhatTheFilesSayAtTheSameInstant() throws IOException, InterruptedException {
        cgroup.limitTo(64 * MIB);
        cgroup.start(new ProcessBuilder("sh", "-c", "head -c 8m /dev/urandom | tail -c 1")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD))
                .waitFor();
        ReadingOracle oracle = new ReadingOracle(location);

        // Nothing runs in it any more: as soon as the kernel's counters rest, two looks with a reading in between
        // agree.
        await().untilAsserted(() -> {
            Optional<CgroupReading> atRest = readAtRest(oracle);
            assertThat(atRest).isPresent();
            oracle.assertSame(atRest.orElseThrow());
            assertThat(atRest.orElseThrow().limit()).isEqualTo(64 * MIB);
        });
        assertThat(reader.faults()).isZero();
    }

    @Test
    void aLimitThatIsChangedIsInTheNextReading() throws IOException {
        assertThat(reader.read().limit()).isEqualTo(-1);

        cgroup.limitTo(64 * MIB);
        assertThat(reader.read().limit()).isEqualTo(64 * MIB);

        cgroup.limitTo(128 * MIB);
        assertThat(reader.read().tightestLimit()).isEqualTo(new TightestLimit(128 * MIB, cgroup.directory()));

        cgroup.limitTo(MemoryCgroup.NO_LIMIT);
        assertThat(reader.read().limit()).isEqualTo(-1);
    }

    @Test
    void aParentsTighterLimitIsSeenFromTheChild() throws IOException, InterruptedException {
        cgroup.limitTo(32 * MIB);
        MemoryCgroup child = cgroup.child("child").limitTo(64 * MIB);
        try (CgroupReader childReader = CgroupReader.open(locate(child))) {
            CgroupReading reading = childReader.read();

            assertThat(reading.limit()).isEqualTo(64 * MIB);
            assertThat(reading.tightestLimit()).isEqualTo(new TightestLimit(32 * MIB, cgroup.directory()));
        }
    }

    @Test
    void aCgroupThatIsRemovedIsMissingValuesAndFaults() throws IOException {
        assertThat(reader.readUsage()).isNotNegative();

        cgroup.close();

        assertThat(reader.readUsage()).isEqualTo(-1);
        assertThat(reader.read().limit()).isEqualTo(-2);
        assertThat(reader.faults()).isPositive();
    }

    @Test
    void readingTheUsageAllocatesNextToNothing() {
        reader.readUsage();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        int reads = 10_000;
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < reads; i++) {
            reader.readUsage();
        }
        long perRead = (threads.getThreadAllocatedBytes(id) - before) / reads;

        long beforeAll = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < reads; i++) {
            reader.read();
        }
        long perReading = (threads.getThreadAllocatedBytes(id) - beforeAll) / reads;

        System.out.println("bytes allocated: " + perRead + " for each usage, " + perReading + " for each reading");
        assertThat(perRead).isLessThan(16);
        assertThat(perReading).isLessThan(2_000);
    }

    private Optional<CgroupReading> readAtRest(ReadingOracle oracle) throws IOException {
        Map<Path, String> before = oracle.texts();
        CgroupReading reading = reader.read();
        return oracle.texts().equals(before) ? Optional.of(reading) : Optional.empty();
    }

    /** As the locator finds it from a process inside. */
    private static CgroupLocation locate(MemoryCgroup cgroup) throws IOException, InterruptedException {
        Process inside = cgroup.start(new ProcessBuilder("sleep", "600"));
        try {
            await().until(() -> Files.readAllLines(cgroup.directory().resolve("cgroup.procs"))
                    .contains(Long.toString(inside.pid())));
            return locate(cgroup, inside.pid());
        } finally {
            inside.destroyForcibly().waitFor();
        }
    }

    private static CgroupLocation locate(MemoryCgroup cgroup, long pid) throws IOException {
        String controllers = cgroup.version() == io.github.oomwitness.testbed.CgroupVersion.V1 ? "1:memory:" : "0::";
        CgroupLookup lookup = CgroupLocator.locate(
                controllers + cgroup.path() + "\n",
                Files.readString(Path.of("/proc/self/mountinfo")),
                Path.of("/"),
                pid);
        assertThat(lookup).isInstanceOf(CgroupLookup.Found.class);
        CgroupLocation location = ((CgroupLookup.Found) lookup).location();
        assertThat(List.of(location.directory(), location.id())).isEqualTo(List.of(cgroup.directory(), cgroup.id()));
        return location;
    }
}
