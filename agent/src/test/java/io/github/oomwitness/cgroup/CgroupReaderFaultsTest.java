// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy of a captured cgroup that is then broken. */
class CgroupReaderFaultsTest {
    @TempDir
    Path root;

    private CapturedMachine v1;
    private CapturedMachine v2;

    @BeforeEach
    void copyMachines() throws IOException {
        v1 = copy("6.18-v1/nested");
        v2 = copy("6.12-v2/nested");
    }

    @Test
    void aStatThatIsCutOffLosesItsLastLineAndIsAFault() throws IOException {
        CgroupLocation location = v2.location();
        Path stat = location.directory().resolve("memory.stat");
        Files.writeString(stat, "anon 4096\nfile 819");
        try (CgroupReader reader = CgroupReader.open(location)) {
            MemoryStat read = reader.read().stat();

            assertThat(read.get(MemoryStatField.ANON)).isEqualTo(4096);
            assertThat(read.get(MemoryStatField.FILE)).isEqualTo(-1);
            assertThat(reader.faults()).isEqualTo(1);
        }
    }

    @Test
    void valuesThatAreNoneAreMissingAndTheOthersAreThere() throws IOException {
        CgroupLocation location = v2.location();
        Path directory = location.directory();
        Files.writeString(directory.resolve("memory.max"), "a lot\n");
        Files.writeString(directory.resolve("memory.current"), "-1\n");
        Files.writeString(directory.resolve("memory.pressure"), "");
        Files.writeString(directory.resolve("memory.stat"), "anon 99999999999999999999\nfile 8192\n");
        try (CgroupReader reader = CgroupReader.open(location)) {
            CgroupReading reading = reader.read();

            assertThat(reading.limit()).isEqualTo(-2);
            assertThat(reading.usage()).isEqualTo(-1);
            assertThat(reading.pressure().someAvg10()).isNaN();
            assertThat(reading.stat().get(MemoryStatField.ANON)).isEqualTo(-1);
            assertThat(reading.stat().get(MemoryStatField.FILE)).isEqualTo(8192);
            assertThat(reading.workingSet()).isEqualTo(-1);
            assertThat(reading.events().oomKill()).isEqualTo(1);
            assertThat(reader.faults()).isEqualTo(4);
        }
    }

    // Closed on purpose: on an ordinary file system an open file outlives its name, which a cgroup's does not.
    @SuppressWarnings("try")
    @ParameterizedTest
    @EnumSource
    void aCgroupThatVanishesUnderTheReaderIsMissingValuesAndFaults(CgroupVersion version) throws IOException {
        CapturedMachine machine = version == CgroupVersion.V1 ? v1 : v2;
        try (CgroupReader reader = CgroupReader.open(machine.location())) {
            assertThat(reader.read().usage()).isPositive();
            reader.close();
            delete(machine.directory());

            CgroupReading reading = reader.read();

            assertThat(reading.usage()).isEqualTo(-1);
            assertThat(reading.limit()).isEqualTo(-2);
            assertThat(reading.stat()).isEqualTo(MemoryStat.missing());
            assertThat(reading.events().oomKill()).isEqualTo(-1);
            assertThat(reader.readUsage()).isEqualTo(-1);
            assertThat(reader.faults()).isPositive();
        }
    }

    // Closed on purpose: on an ordinary file system an open file outlives its name, which a cgroup's does not.
    @SuppressWarnings("try")
    @ParameterizedTest
    @EnumSource
    void aCgroupThatComesBackIsReadAgain(CgroupVersion version) throws IOException {
        CapturedMachine machine = version == CgroupVersion.V1 ? v1 : v2;
        try (CgroupReader reader = CgroupReader.open(machine.location())) {
            CgroupReading before = reader.read();
            reader.close();

            assertThat(reader.read()).isEqualTo(before);
            assertThat(reader.faults()).isZero();
        }
    }

    @Test
    void aDirectoryWithoutAnyFileIsMissingValuesWithoutAFault() throws IOException {
        CgroupLocation nothing = new CgroupLocation(CgroupVersion.V2, false, root, "/", List.of(root), 1, root);
        try (CgroupReader reader = CgroupReader.open(nothing)) {
            CgroupReading reading = reader.read();

            assertThat(reading.usage()).isEqualTo(-1);
            assertThat(reading.tightestLimit()).isEqualTo(new TightestLimit(-1, null));
            assertThat(reading.stat()).isEqualTo(MemoryStat.missing());
            assertThat(reader.faults()).isZero();
        }
    }

    private CapturedMachine copy(String name) throws IOException {
        CapturedMachine original = CapturedMachine.nested()
                .filter(machine -> machine.name().equals(name))
                .findFirst()
                .orElseThrow();
        Path target = root.resolve(name);
        Files.walkFileTree(original.root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(original.root().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                return FileVisitResult.CONTINUE;
            }
        });
        return new CapturedMachine(name, target);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
