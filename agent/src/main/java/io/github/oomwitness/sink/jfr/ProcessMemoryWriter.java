// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.ProcessMemory;
import io.github.oomwitness.process.ProcessReading;

/** Fills a {@link ProcessMemory} event from one row of the process table. */
final class ProcessMemoryWriter {
    private ProcessMemoryWriter() {}

    static ProcessMemory eventOf(ProcessReading process, int ownPid) {
        ProcessMemory event = new ProcessMemory();
        event.pid = process.pid();
        event.name = process.name();
        event.anonRss = process.anonRss();
        event.fileRss = process.fileRss();
        event.shmemRss = process.shmemRss();
        event.swap = process.swap();
        event.oomScoreAdj = process.oomScoreAdj();
        event.oomScore = process.oomScore();
        event.growth = process.growth();
        event.isThisJvm = process.pid() == ownPid;
        return event;
    }
}
