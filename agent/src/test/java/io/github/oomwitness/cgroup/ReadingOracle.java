// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a cgroup's files say, read with as little of the readers' code as possible, to hold readings against. */
final class ReadingOracle {
    private static final String V1_NO_LIMIT = "9223372036854771712";

    private static final String READ_FILES = "memory.{current,peak,max,high,low,stat,events,events.local,pressure,"
            + "oom.group,swap.current,swap.max,swap.events,usage_in_bytes,max_usage_in_bytes,limit_in_bytes,failcnt,"
            + "oom_control,kmem.usage_in_bytes,memsw.limit_in_bytes}";

    private final CgroupLocation location;

    ReadingOracle(CgroupLocation location) {
        this.location = location;
    }

    /** All files that matter, as text: two equal results are one moment. */
    Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(location.directory(), READ_FILES)) {
            for (Path file : files) {
                texts.put(file, Files.readString(file));
            }
        }
        return texts;
    }

    void assertSame(CgroupReading reading) throws IOException {
        switch (location.version()) {
            case V1 -> assertSameAsV1(reading);
            case V2 -> assertSameAsV2(reading);
        }
    }

    private void assertSameAsV2(CgroupReading reading) throws IOException {
        assertThat(reading.usage()).isEqualTo(count("memory.current"));
        assertThat(reading.peak()).isEqualTo(count("memory.peak"));
        assertThat(reading.limit()).isEqualTo(limit("memory.max"));
        assertThat(reading.high()).isEqualTo(limit("memory.high"));
        assertThat(reading.low()).isEqualTo(count("memory.low"));
        assertThat(reading.swapUsage()).isEqualTo(count("memory.swap.current"));
        assertThat(reading.swapLimit()).isEqualTo(limit("memory.swap.max"));
        assertThat(reading.swapFailCount())
                .isEqualTo(keyed("memory.swap.events").getOrDefault("fail", -1L));
        assertThat(reading.own().oomGroup()).isEqualTo(count("memory.oom.group") == 1);
        assertThat(reading.hierarchicalLimit()).isEqualTo(-2);
        assertThat(reading.events()).isEqualTo(events("memory.events"));
        assertThat(reading.localEvents()).isEqualTo(events("memory.events.local"));
        Map<String, Long> stat = keyed("memory.stat");
        for (MemoryStatField field : MemoryStatField.values()) {
            assertThat(reading.stat().get(field))
                    .as(field.name())
                    .isEqualTo(stat.getOrDefault(field.key(CgroupVersion.V2), -1L));
        }
        assertPressure(reading.pressure());
    }

    private void assertSameAsV1(CgroupReading reading) throws IOException {
        Map<String, Long> stat = keyed("memory.stat");
        assertThat(reading.usage()).isEqualTo(count("memory.usage_in_bytes"));
        assertThat(reading.peak()).isEqualTo(count("memory.max_usage_in_bytes"));
        assertThat(reading.limit()).isEqualTo(limit("memory.limit_in_bytes"));
        assertThat(reading.high()).isEqualTo(-1);
        assertThat(reading.low()).isEqualTo(-1);
        assertThat(reading.swapUsage()).isEqualTo(stat.getOrDefault("total_swap", -1L));
        assertThat(reading.swapFailCount()).isEqualTo(-1);
        assertThat(reading.events())
                .isEqualTo(new MemoryEvents(
                        -1,
                        -1,
                        count("memory.failcnt"),
                        -1,
                        keyed("memory.oom_control").getOrDefault("oom_kill", -1L),
                        -1));
        assertThat(reading.localEvents()).isEqualTo(reading.events());
        for (MemoryStatField field : MemoryStatField.values()) {
            assertThat(reading.stat().get(field))
                    .as(field.name())
                    .isEqualTo(
                            field == MemoryStatField.KERNEL
                                    ? count("memory.kmem.usage_in_bytes")
                                    : stat.getOrDefault(field.key(CgroupVersion.V1), -1L));
        }
        if (location.pressureDirectory() == null) {
            assertThat(reading.pressure()).isEqualTo(MemoryPressure.missing());
        }
    }

    private void assertPressure(MemoryPressure pressure) throws IOException {
        String[] lines = text("memory.pressure").split("\n", -1);
        assertThat(pressure)
                .isEqualTo(new MemoryPressure(average(lines[0]), average(lines[1]), total(lines[0]), total(lines[1])));
    }

    private MemoryEvents events(String file) throws IOException {
        Map<String, Long> events = keyed(file);
        return new MemoryEvents(
                events.getOrDefault("low", -1L),
                events.getOrDefault("high", -1L),
                events.getOrDefault("max", -1L),
                events.getOrDefault("oom", -1L),
                events.getOrDefault("oom_kill", -1L),
                events.getOrDefault("oom_group_kill", -1L));
    }

    private long count(String file) throws IOException {
        return Files.exists(path(file)) ? Long.parseLong(text(file)) : -1;
    }

    private long limit(String file) throws IOException {
        if (!Files.exists(path(file))) {
            return -1;
        }
        String text = text(file);
        return text.equals("max") || text.equals(V1_NO_LIMIT) ? -1 : Long.parseLong(text);
    }

    private Map<String, Long> keyed(String file) throws IOException {
        return Files.exists(path(file)) ? CapturedMachine.keyed(path(file)) : Map.of();
    }

    private String text(String file) throws IOException {
        return Files.readString(path(file)).strip();
    }

    private Path path(String file) {
        return location.directory().resolve(file);
    }

    private static double average(String line) {
        return Double.parseDouble(line.replaceAll(".*avg10=(\\S+) .*", "$1")) / 100;
    }

    private static long total(String line) {
        return Long.parseLong(line.replaceAll(".*total=", ""));
    }
}
