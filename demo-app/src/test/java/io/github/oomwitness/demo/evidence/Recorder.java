// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Makes a real recording of what happens in a piece of code. */
final class Recorder {
    private Recorder() {}

    /** What is to be recorded. */
    interface Happening {
        void happen() throws Exception;
    }

    static RecordedEvidence record(Happening happening) throws Exception {
        Path file = Files.createTempFile("evidence", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ProcessStart").withStackTrace();
            recording.start();
            happening.happen();
            recording.stop();
            recording.dump(file);
            return RecordedEvidence.in(file);
        } finally {
            Files.delete(file);
        }
    }

    static KillEvent event(RecordedKill kill) throws Exception {
        return record(kill::commit).kills().get(0);
    }
}
