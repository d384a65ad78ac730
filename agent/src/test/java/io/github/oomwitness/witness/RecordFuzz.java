// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.Decision;
import io.github.oomwitness.bpf.record.ExampleRecord;
import io.github.oomwitness.bpf.record.KernelRecord;
import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.bpf.record.MalformedRecordException;
import io.github.oomwitness.bpf.record.ProcessKillRecord;
import io.github.oomwitness.bpf.record.ReclaimStallRecord;
import io.github.oomwitness.bpf.record.RecordDecoder;
import io.github.oomwitness.bpf.record.RecordLayout;
import io.github.oomwitness.bpf.record.SharedAreaDecoder;
import io.github.oomwitness.cgroup.ContainerIdentity;
import io.github.oomwitness.cgroup.KubernetesNames;
import io.github.oomwitness.finding.Finding;
import io.github.oomwitness.finding.Sink;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JavaThreads;
import io.github.oomwitness.options.LogLevel;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.sink.jfr.EventsOfKills;
import io.github.oomwitness.sink.log.Log;
import io.github.oomwitness.sink.log.LogSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * For the fuzzer: whatever lies in the ring is a record that can be told by every sink, or malformed. The first byte says what the
 * rest is laid over: nothing, or a record that holds together.
 */
public final class RecordFuzz {
    private static final int PAGE = 4096;
    private static final RecordDecoder DECODER = new RecordDecoder(PAGE);
    private static final SharedAreaDecoder SHARED_AREA = new SharedAreaDecoder(PAGE);

    private RecordFuzz() {}

    /** Called by the fuzzer with one input after the other. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        ByteBuffer input = ByteBuffer.wrap(data, 1, data.length - 1).slice();
        switch (data[0] & 7) {
            case 0 -> decode(input);
            case 1, 2, 3 -> decode(laidOver(ExampleRecord.bytes(), input));
            case 4 -> decode(laidOver(ExampleRecord.decisionBytes(), input));
            case 5 -> decode(laidOver(processKill(), input));
            case 6 -> decode(laidOver(ExampleRecord.stallBytes(), input));
            default -> locate(laidOver(ByteBuffer.allocate(RecordLayout.SharedArea.SIZE_OF), input));
        }
    }

    private static void decode(ByteBuffer bytes) {
        KernelRecord record;
        try {
            record = DECODER.decode(bytes);
        } catch (MalformedRecordException expected) {
            return;
        }
        Witness witness = new Witness(
                1,
                () -> "tp_btf",
                HeapReading::missing,
                new OwnContainer(ContainerIdentity.none(), KubernetesNames.none()),
                CommandLinePolicy.PROGRAM,
                new JavaThreads("java"),
                List.of(new LogSink(new Log(LogLevel.OFF)), new EventSink()));
        if (record instanceof KillRecord kill) {
            witness.onKill(kill);
        } else if (record instanceof ProcessKillRecord kill) {
            witness.onProcessKill(kill);
        } else if (record instanceof ReclaimStallRecord stall) {
            witness.onStall(stall);
        } else if (record instanceof Decision decision) {
            witness.onKill(exampleBy(decision));
        }
        if (witness.sinkFaults() > 0) {
            throw new IllegalStateException("a sink could not tell " + record);
        }
    }

    private static KillRecord exampleBy(Decision decision) {
        try {
            return ((KillRecord) DECODER.decode(ExampleRecord.bytes())).by(decision);
        } catch (MalformedRecordException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void locate(ByteBuffer area) {
        try {
            SHARED_AREA.located(area).path();
        } catch (MalformedRecordException expected) {
            // A counted fault.
        }
    }

    /** Pieces of a length, a place and bytes are written over the record; its header stays what the sender's ring says it is. */
    private static ByteBuffer laidOver(ByteBuffer record, ByteBuffer pieces) {
        while (pieces.remaining() > 3) {
            int length = 1 + (pieces.get() & 15);
            int place = pieces.getShort() & 0xffff;
            for (int index = 0; index < length && pieces.hasRemaining(); index++) {
                record.put((place + index) % record.limit(), pieces.get());
            }
        }
        return record.order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer processKill() {
        ByteBuffer record =
                ByteBuffer.allocate(RecordLayout.ProcessKillRecord.SIZE_OF).order(ByteOrder.nativeOrder());
        record.putInt(RecordLayout.RecordHeader.KIND, 4);
        record.putInt(RecordLayout.RecordHeader.SIZE, RecordLayout.ProcessKillRecord.SIZE_OF);
        return record;
    }

    private static final class EventSink implements Sink {
        @Override
        public void accept(Finding finding) {
            EventsOfKills.make(finding);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
