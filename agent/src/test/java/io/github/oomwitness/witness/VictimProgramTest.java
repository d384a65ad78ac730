// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.bpf.record.ProcessStart;
import io.github.oomwitness.process.CommandLinePolicy;
import io.github.oomwitness.process.ProcessReading;
import io.github.oomwitness.process.ShownProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The victim of these kills is called "converter". */
class VictimProgramTest {
    private static final ProcessReading TABLE = seen("converter", "converter --from-table", false);

    @Test
    void theKernelsWordGoesBeforeTheTables() {
        assertThat(program("converter\0--now\0", false, TABLE)).isEqualTo(new ShownProgram("converter --now", false));
        assertThat(program("converter\0--now\0", false, null)).isEqualTo(new ShownProgram("converter --now", false));
        assertThat(program("java\0-version\0", false, TABLE)).isEqualTo(new ShownProgram("java -version", true));
    }

    @Test
    void whereTheKernelSawNoStartTheTableSpeaks() {
        assertThat(program(null, false, TABLE)).isEqualTo(new ShownProgram("converter --from-table", false));
        assertThat(program(null, false, seen("java", "java -jar x", true)))
                .isEqualTo(new ShownProgram("java -jar x", true));
        assertThat(program(null, false, null)).isEqualTo(new ShownProgram(null, false));
    }

    @Test
    void ofALongCommandLineTheTableHasTheRestIfItIsOfTheSameProgram() {
        assertThat(program("converter\0--no", true, TABLE))
                .isEqualTo(new ShownProgram("converter --from-table", false));
        assertThat(program("converter\0--no", true, seen("sh", "sh run.sh", false)))
                .isEqualTo(new ShownProgram("converter …", false));
        assertThat(program("converter\0--no", true, seen("converter", null, false)))
                .isEqualTo(new ShownProgram("converter …", false));
    }

    private static ShownProgram program(
            @Nullable String arguments, boolean truncated, @Nullable ProcessReading before) {
        return VictimProgram.of(
                Kills.started(new ProcessStart(arguments, truncated, null)), before, CommandLinePolicy.FULL);
    }

    private static ProcessReading seen(String name, @Nullable String commandLine, boolean isJava) {
        return new ProcessReading(17, 1, name, 0, 0, commandLine, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 1, isJava, false, 0);
    }
}
