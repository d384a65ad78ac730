// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bench.nearoom;

import io.github.oomwitness.pressure.PressureReading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What the agent read at one moment, and what the rules of others need beside it.
 *
 * @param workingSet as the kubelet counts it, bytes; -1 missing
 * @param available what could be used without swapping, as MemAvailable is reckoned, for the cgroup; bytes
 * @param swapUsage bytes; -1 missing
 */
record RecordedReading(PressureReading pressure, long workingSet, long available, long swapUsage) {

    void write(DataOutputStream stream) throws IOException {
        stream.writeLong(pressure.timeNanos());
        stream.writeLong(pressure.usage());
        stream.writeLong(pressure.unreclaimable());
        stream.writeLong(pressure.limit());
        stream.writeLong(pressure.headroom());
        stream.writeLong(pressure.demand());
        stream.writeLong(pressure.heap());
        stream.writeLong(pressure.heapRoom());
        stream.writeLong(pressure.high());
        stream.writeLong(pressure.throttlings());
        stream.writeLong(pressure.refaults());
        stream.writeDouble(pressure.fullStall());
        stream.writeLong(workingSet);
        stream.writeLong(available);
        stream.writeLong(swapUsage);
    }

    static RecordedReading read(DataInputStream stream) throws IOException {
        return new RecordedReading(
                new PressureReading(
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        null,
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readLong(),
                        stream.readDouble()),
                stream.readLong(),
                stream.readLong(),
                stream.readLong());
    }
}
