// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import io.github.oomwitness.bpf.record.KillRecord;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ShownProgram;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what the victim ran: by the kernel program, which misses nobody, or by the process table, which cuts nothing off. */
final class VictimProgram {
    private static final String JAVA = "java";

    private VictimProgram() {}

    /**
     * What may be told of it.
     *
     * @param before the victim as the process table last showed it; null where it never did
     */
    static ShownProgram of(KillRecord kill, @Nullable ProcessReading before, CommandLinePolicy policy) {
        boolean hasNameOfJava = kill.victim().name().equals(JAVA);
        String arguments = kill.start().arguments();
        if (arguments == null) {
            return before == null
                    ? new ShownProgram(null, hasNameOfJava)
                    : new ShownProgram(before.commandLine(), before.isJava() || hasNameOfJava);
        }
        boolean truncated = kill.start().argumentsTruncated();
        ShownProgram started = ShownProgram.of(arguments, truncated, policy);
        boolean isJava = started.isJava() || hasNameOfJava;
        if (truncated && before != null && before.commandLine() != null && isSameProgram(kill, before)) {
            return new ShownProgram(before.commandLine(), isJava);
        }
        return new ShownProgram(started.commandLine(), isJava);
    }

    /** A process that has executed another program since the table was read has another name. */
    private static boolean isSameProgram(KillRecord kill, ProcessReading before) {
        return Objects.equals(before.name(), kill.victim().name());
    }
}
