// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.HeapBesideEvent;
import io.github.oomwitness.events.Missing;
import io.github.oomwitness.jvm.HeapReading;

/** The heap that stands beside what the kernel says. */
final class HeapWriter {
    private HeapWriter() {}

    static void write(HeapBesideEvent event, HeapReading heap, long jvmRss) {
        event.heapUsed = heap.used();
        event.heapCommitted = heap.committed();
        event.heapMax = heap.used() < 0 ? Missing.LIMIT : heap.max();
        event.heapAfterGc = heap.afterGc();
        event.nonHeapCommitted = heap.nonHeapCommitted();
        event.directMemory = heap.direct();
        event.jvmRss = jvmRss;
    }
}
