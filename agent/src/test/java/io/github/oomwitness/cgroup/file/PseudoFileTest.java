// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.oomwitness.cgroup.file.PseudoFile.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudoFileTest {
    private final FileText text = new FileText();

    @TempDir
    Path folder;

    @Test
    void everyReadStartsAtTheBeginning() throws IOException {
        Path path = Files.writeString(folder.resolve("memory.current"), "1\n");
        try (PseudoFile file = new PseudoFile(path)) {
            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            Files.writeString(path, "22\n");

            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            assertThat(text.all()).isEqualTo("22\n");
        }
    }

    @Test
    void aFileMuchLargerThanTheBufferIsReadAsAWhole() throws IOException {
        String large = "123456\n".repeat(100_000);
        try (PseudoFile file = new PseudoFile(Files.writeString(folder.resolve("cgroup.procs"), large))) {
            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            assertThat(text.all()).isEqualTo(large);
        }
    }

    @Test
    void onlyTheStartIsReadWhereOnlyThatIsWanted() throws IOException {
        Path path = Files.writeString(folder.resolve("cmdline"), "x".repeat(10_000));

        assertThat(PseudoFile.readStart(path.toString(), text, 5_000)).isTrue();
        assertThat(text.all()).hasSize(5_000);
    }

    @Test
    void aFileThatNeverWasIsAbsentForGood() throws IOException {
        Path path = folder.resolve("memory.peak");
        try (PseudoFile file = new PseudoFile(path)) {
            assertThat(file.read(text)).isEqualTo(Outcome.ABSENT);
            Files.writeString(path, "1\n");

            assertThat(file.read(text)).isEqualTo(Outcome.ABSENT);
            assertThat(text.isEmpty()).isTrue();
        }
    }

    // Closed on purpose: on an ordinary file system an open file outlives its name, which a cgroup's does not.
    @SuppressWarnings("try")
    @Test
    void aCgroupThatIsRemovedIsAFaultAndOneThatComesBackIsReadAgain() throws IOException {
        Path path = folder.resolve("removed/memory.current");
        Files.createDirectory(path.getParent());
        Files.writeString(path, "1\n");
        try (PseudoFile file = new PseudoFile(path)) {
            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            file.close();
            Files.delete(path);

            assertThat(file.read(text)).isEqualTo(Outcome.FAULT);
            assertThat(text.isEmpty()).isTrue();

            Files.writeString(path, "2\n");
            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            assertThat(text.all()).isEqualTo("2\n");
        }
    }

    @Test
    void whatCannotBeReadIsAFault() {
        try (PseudoFile directory = new PseudoFile(folder)) {
            assertThat(directory.read(text)).isEqualTo(Outcome.FAULT);
        }
    }

    @Test
    void anInterruptedThreadReadsOn() throws IOException {
        try (PseudoFile file = new PseudoFile(Files.writeString(folder.resolve("memory.current"), "1\n"))) {
            Thread.currentThread().interrupt();

            assertThat(file.read(text)).isEqualTo(Outcome.READ);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
