// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** Writes all that the recorder holds to a file. */
public final class RecordingDump {
    private RecordingDump() {}

    /**
     * Writes it; takes tens of milliseconds.
     *
     * @return false where nothing is recorded
     * @throws IOException where the file cannot be written
     */
    public static boolean to(Path file) throws IOException {
        if (!FlightRecorder.isInitialized()) {
            return false;
        }
        try (Recording snapshot = FlightRecorder.getFlightRecorder().takeSnapshot()) {
            if (snapshot.getSize() == 0) {
                return false;
            }
            snapshot.dump(file);
            return true;
        }
    }
}
