// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import org.jspecify.annotations.Nullable;

/** Asks the JVM for {@link TaggedMemory}, as long as it has an answer: JDK 24 or later, with Native Memory Tracking. For one thread. */
final class TaggedMemoryReader {
    private static final String SYSTEM_MAP = "System.map";

    private @Nullable DiagnosticCommand commands;

    /**
     * Asks nothing yet.
     *
     * @param commands null where this JVM has none
     */
    TaggedMemoryReader(@Nullable DiagnosticCommand commands) {
        this.commands = commands;
    }

    /** What is resident at this moment. The JVM walks the page tables of the whole process for it, as a reader of smaps does. */
    TaggedMemory read() {
        DiagnosticCommand asked = commands;
        if (asked == null) {
            return TaggedMemory.missing();
        }
        TaggedMemory memory = TaggedMemory.parse(asked.run(SYSTEM_MAP));
        if (memory.isMissing()) {
            // Tracking is chosen at the start of a JVM: it will not have an answer later either.
            commands = null;
        }
        return memory;
    }
}
