// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.bpf.record.RecordDecoder;
import io.github.oomwitness.bpf.record.StallCounts;
import io.github.oomwitness.jvm.OwnProcess;
import io.github.oomwitness.linux.NativeAccess;
import io.github.oomwitness.linux.SystemCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process in a cgroup that is too small for the file it writes, with the kernel program's stall half loaded by hand: so that the
 * threshold can be another one than the agent's.
 */
final class StalledWriter {
    private static final int RING_SIZE = 64 << 10;
    private static final int CHUNK = 1 << 20;

    private StalledWriter() {}

    /**
     * Called with a rung, a directory to unpack in, a file, its size in MiB, and thresholds in ns. For each threshold the file is written
     * once, and a line printed: {@code THRESHOLD SEEN NANOS UNTOLD TOLD SHORTEST LONGEST STRANGERS HIGHEST_ORDER}.
     */
    public static void main(String[] arguments) throws Exception {
        NativeAccess.open(Path.of(arguments[1]));
        Path file = Path.of(arguments[2]);
        int pageSize = SystemCalls.pageSize();
        try (KernelProgram program = KernelProgramLoader.load(Rung.valueOf(arguments[0]), RING_SIZE);
                SharedArea shared = SharedArea.map(program.sharedMap(), program.locateProgram());
                Ring ring = Ring.map(program.ring(), RING_SIZE, pageSize)) {
            shared.witness(shared.locate().own().id(), OwnProcess.pidNamespace(), OwnProcess.possibleCpus());
            if (!program.watchStalls()) {
                throw new IllegalStateException("the kernel does not tell of stalls");
            }
            RecordDecoder decoder = new RecordDecoder(pageSize);
            for (int index = 4; index < arguments.length; index++) {
                long threshold = Long.parseLong(arguments[index]);
                StallCounts before = shared.stalls();
                List<ReclaimStallRecord> told = new ArrayList<>();
                shared.tellStallsFrom(threshold);
                write(file, Integer.parseInt(arguments[3]));
                shared.tellStallsFrom(0);
                ring.drain(bytes -> told.add(decode(decoder, bytes)));
                print(threshold, before, shared.stalls(), told);
            }
        }
    }

    private static void write(Path file, int mebibytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int written = 0; written < mebibytes; written++) {
                chunk.clear();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        }
    }

    private static ReclaimStallRecord decode(RecordDecoder decoder, ByteBuffer bytes) {
        try {
            return (ReclaimStallRecord) decoder.decode(bytes);
        } catch (MalformedRecordException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void print(long threshold, StallCounts before, StallCounts after, List<ReclaimStallRecord> told) {
        long shortest =
                told.stream().mapToLong(ReclaimStallRecord::stallNanos).min().orElse(0);
        long longest =
                told.stream().mapToLong(ReclaimStallRecord::stallNanos).max().orElse(0);
        long strangers = told.stream()
                .filter(stall -> !Files.exists(Path.of("/proc/self/task", Integer.toString(stall.tid()))))
                .count();
        int highestOrder =
                told.stream().mapToInt(ReclaimStallRecord::order).max().orElse(0);
        System.out.println(
                threshold + " " + (after.seen() - before.seen()) + " " + (after.nanos() - before.nanos()) + " "
                        + (after.untold() - before.untold()) + " " + told.size() + " " + shortest + " " + longest + " "
                        + strangers + " " + highestOrder);
    }
}
