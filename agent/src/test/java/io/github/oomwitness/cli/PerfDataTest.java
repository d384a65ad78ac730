// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerfDataTest {
    private static final int HEADER = 32;
    private static final int ENTRY_HEADER = 20;

    /** The oracle is this JVM itself, which says the same of itself by its properties. */
    @Test
    void thisJvmIsReadAsItSeesItself() throws Refusal {
        Path file = PerfDataFile.find(ProcessFacts.ofThisProcess());
        PerfData data = Objects.requireNonNull(PerfDataFile.read(file), "run the tests without -XX:-UsePerfData");

        assertThat(data.javaCommand()).isEqualTo(System.getProperty("sun.java.command"));
        assertThat(data.texts())
                .containsEntry("java.property.java.vm.name", System.getProperty("java.vm.name"))
                .containsEntry("java.property.java.vm.version", System.getProperty("java.vm.version"));
        assertThat(data.attachAllowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "-Xmx64m, true",
        "-XX:-EnableDynamicAgentLoading, false",
        "-XX:+EnableDynamicAgentLoading, true",
        "-XX:-EnableDynamicAgentLoading -XX:+EnableDynamicAgentLoading, true",
        "-XX:+EnableDynamicAgentLoading -XX:-EnableDynamicAgentLoading, false"
    })
    void ofSeveralFlagsTheLastCounts(String arguments, boolean allowed) {
        assertThat(new PerfData(Map.of("java.rt.vmArgs", arguments)).agentLoadingAllowed())
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"1100000, true", "0100000, false", "'', true"})
    void theFirstCapabilityIsTheAttach(String capabilities, boolean allowed) {
        assertThat(new PerfData(Map.of("sun.rt.jvmCapabilities", capabilities)).attachAllowed())
                .isEqualTo(allowed);
    }

    @Test
    void whatIsNotToldForbidsNothing() {
        PerfData nothing = new PerfData(Map.of());

        assertThat(nothing.attachAllowed()).isTrue();
        assertThat(nothing.agentLoadingAllowed()).isTrue();
        assertThat(nothing.javaCommand()).isNull();
    }

    @Test
    void aFileOfTheOtherByteOrderIsReadToo() {
        byte[] bytes = file(ByteOrder.BIG_ENDIAN, "sun.rt.javaCommand", "com.example.Main --port 1");

        PerfData data = Objects.requireNonNull(PerfData.parse(bytes));
        assertThat(data.javaCommand()).isEqualTo("com.example.Main --port 1");
    }

    @Test
    void aFileThatIsCutOffAnywhereIsNoneOrSaysLess() {
        byte[] bytes = file(ByteOrder.LITTLE_ENDIAN, "sun.rt.javaCommand", "com.example.Main");
        for (int length = 0; length < bytes.length; length++) {
            byte[] start = Arrays.copyOf(bytes, length);
            assertThatCode(() -> PerfData.parse(start)).doesNotThrowAnyException();
        }
        assertThat(PerfData.parse(new byte[4096])).isNull();
        assertThat(PerfData.parse("no such file".getBytes(StandardCharsets.US_ASCII)))
                .isNull();
    }

    @Test
    void anEntryWithoutALengthEndsTheReading() {
        byte[] bytes = file(ByteOrder.LITTLE_ENDIAN, "a", "b");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(HEADER, 0);

        assertThat(PerfData.parse(bytes)).isEqualTo(new PerfData(Map.of()));
    }

    private static byte[] file(ByteOrder order, String name, String value) {
        byte[] nameBytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
        int length = ENTRY_HEADER + nameBytes.length + valueBytes.length;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + length);
        buffer.putInt(0, 0xCAFEC0C0);
        buffer.put(4, (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0));
        buffer.put(5, (byte) 2);
        buffer.order(order);
        buffer.putInt(24, HEADER);
        buffer.putInt(28, 1);
        buffer.putInt(HEADER, length);
        buffer.putInt(HEADER + 4, ENTRY_HEADER);
        buffer.putInt(HEADER + 8, valueBytes.length);
        buffer.put(HEADER + 12, (byte) 'B');
        buffer.putInt(HEADER + 16, ENTRY_HEADER + nameBytes.length);
        buffer.put(HEADER + ENTRY_HEADER, nameBytes);
        buffer.put(HEADER + ENTRY_HEADER + nameBytes.length, valueBytes);
        return buffer.array();
    }
}
