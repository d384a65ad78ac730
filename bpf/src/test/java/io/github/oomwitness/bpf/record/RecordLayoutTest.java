// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both halves see the same bytes: the decoder's constants against the BTF of the compiled program. */
class RecordLayoutTest {
    @ParameterizedTest
    @CsvSource({
        "record_header, RecordHeader",
        "memcg_level, MemcgLevel",
        "kill_record, KillRecord",
        "memory_account, MemoryAccount",
        "decision_record, DecisionRecord",
        "memory_freed_record, MemoryFreedRecord",
        "observed_process, ObservedProcess",
        "process_kill_record, ProcessKillRecord",
        "reclaim_stall_record, ReclaimStallRecord",
        "shared_area, SharedArea"
    })
    void everyFieldLiesWhereTheKernelProgramPutsIt(String struct, String layout) throws Exception {
        BtfStructs program = BtfStructs.ofCompiledProgram("witness_tp_btf.o");

        Map<String, Integer> mirrored = constantsOf(Class.forName(RecordLayout.class.getName() + "$" + layout));

        assertThat(program.fieldsOf(struct)).isNotEmpty();
        assertThat(mirrored.remove("size_of")).isEqualTo(program.sizeOf(struct));
        assertThat(mirrored).containsExactlyEntriesOf(program.fieldsOf(struct));
    }

    private static Map<String, Integer> constantsOf(Class<?> layout) throws IllegalAccessException {
        Map<String, Integer> constants = new LinkedHashMap<>();
        for (Field constant : layout.getDeclaredFields()) {
            if (constant.getType() == int.class) {
                constants.put(constant.getName().toLowerCase(Locale.ROOT), constant.getInt(null));
            }
        }
        return constants;
    }
}
