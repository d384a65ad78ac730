// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.oomwitness.bpf.record.KernelRecord;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.RecordDecoder;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.LibBpf;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.linux.SystemCalls;
import io.github.oomwitness.testbed.Hog;
import io.github.oomwitness.testbed.HogSpec;
import io.github.oomwitness.testbed.MemoryCgroup;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way for kernels before 5.17, which newer ones take as well. It asks for libbpf, which the build has anyway. */
class LibbpfLoaderIT {
    private static final long MIB = 1L << 20;
    private static final int RING_SIZE = 64 << 10;

    private final List<KernelRecord> records = new ArrayList<>();

    @TempDir
    Path unpackDirectory;

    @Test
    void whatLibbpfHasLoadedTellsOfKills() throws Exception {
        NativeAccess.open(unpackDirectory);
        LibBpf libbpf = Objects.requireNonNull(LibBpf.find(), "there is no libbpf.so.1 and no libbpf.so.0 here");
        try (MemoryCgroup cgroup = MemoryCgroup.create("libbpf").limitTo(64 * MIB);
                KernelProgram program = LibbpfLoader.load(libbpf, Rung.TP_BTF, RING_SIZE);
                SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram());
                Ring ring = Ring.map(program.ring(), RING_SIZE, SystemCalls.pageSize())) {
            assertThat(program.loader()).isEqualTo("libbpf");
            assertThat(shared.locate().levels()).isNotEmpty();
            shared.witness(cgroup.id(), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            assertThat(program.attach()).isZero();
            try (Hog hog =
                    HogSpec.named("victim").in(cgroup).growingAtFullSpeed().start()) {
                assertThat(hog.awaitDeath(Duration.ofSeconds(20))).isEqualTo(Hog.KILLED);
            }
            await().until(() -> {
                ring.drain(this::decode);
                return records.stream().anyMatch(KillRecord.class::isInstance);
            });
            assertThat(records)
                    .filteredOn(KillRecord.class::isInstance)
                    .singleElement()
                    .extracting(record -> ((KillRecord) record).victim().name())
                    .isEqualTo("victim");
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            records.add(new RecordDecoder(SystemCalls.pageSize()).decode(bytes));
        } catch (MalformedRecordException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
