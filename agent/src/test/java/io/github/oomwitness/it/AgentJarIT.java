// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the jar that users get, and where. */
class AgentJarIT {
    private static final String ENTRY_PACKAGE = "io/github/oomwitness/entry/";
    private static final String JNA_FOLDER = "isolated/com/sun/jna/";
    private static final long LARGEST = 8_000_000;
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int ELF_MAGIC = 0x7F454C46;
    private static final int ELF_HEADER = 64;

    /** Offset of e_machine, see elf(5). */
    private static final int ELF_MACHINE = 18;

    private static final int BPF_MACHINE = 247;
    private static final int JAVA_8 = 52;

    @Test
    void itIsSmallerThanEightMegabytes() throws Exception {
        assertThat(Files.size(TestFiles.agentJar())).isLessThan(LARGEST);
    }

    @Test
    void scannersOfTheClassPathFindNothingButTheEntry() throws Exception {
        List<String> outside = fileNames().stream()
                .filter(name -> !name.startsWith("isolated/"))
                .filter(name -> !name.startsWith("META-INF/"))
                .toList();

        assertThat(outside).isNotEmpty().allMatch(name -> name.startsWith(ENTRY_PACKAGE) && name.endsWith(".class"));
        assertThat(fileNames())
                .filteredOn(name -> name.endsWith(".class"))
                .containsExactlyInAnyOrderElementsOf(outside);
        assertThat(fileNames())
                .contains(
                        "isolated/io/github/oomwitness/witness/Launch.classdata",
                        "isolated/com/sun/jna/Native.classdata",
                        "isolated/io/micrometer/core/instrument/MeterRegistry.classdata",
                        "isolated/io/github/oomwitness/events/OomKill.classdata");
    }

    @Test
    void noServiceOfOursIsOfferedToTheApplication() throws Exception {
        assertThat(fileNames()).noneMatch(name -> name.startsWith("META-INF/services/"));
        assertThat(fileNames()).noneMatch(name -> name.startsWith("META-INF/versions/"));
    }

    @Test
    void aJvmOlderThan17CanReadTheEntry() throws Exception {
        Map<String, Integer> versions = new HashMap<>();
        try (JarFile jar = open()) {
            for (JarEntry entry : files(jar)) {
                if (entry.getName().endsWith(".class")) {
                    versions.put(entry.getName(), classFileVersion(jar, entry));
                }
            }
        }

        assertThat(versions).containsKeys(ENTRY_PACKAGE + "Agent.class", ENTRY_PACKAGE + "Main.class");
        assertThat(versions.values()).containsOnly(JAVA_8);
    }

    @Test
    void theOnlyNativeCodeIsTheTwoLibrariesOfJna() throws Exception {
        List<String> libraries = new ArrayList<>();
        try (JarFile jar = open()) {
            for (JarEntry entry : files(jar)) {
                if (entry.getSize() >= ELF_HEADER && isForAProcessor(jar, entry)) {
                    libraries.add(entry.getName());
                }
            }
        }

        assertThat(libraries)
                .containsExactlyInAnyOrder(
                        JNA_FOLDER + "linux-x86-64/libjnidispatch.so", JNA_FOLDER + "linux-aarch64/libjnidispatch.so");
        assertThat(fileNames()).noneMatch(name -> name.matches(".*\\.(dll|dylib|jnilib|a|exe)"));
    }

    @Test
    void licenceAndNoticeAreInside() throws Exception {
        assertThat(textOf("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(textOf("META-INF/NOTICE")).contains("OOM Witness");
    }

    @Test
    void theManifestNamesTheEntryAndAsksForNoMoreThanItNeeds() throws Exception {
        try (JarFile jar = open()) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.github.oomwitness.entry.Agent");
            assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.github.oomwitness.entry.Agent");
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.github.oomwitness.entry.Main");
            assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("false");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("false");
            assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
            assertThat(manifest.keySet().stream().map(Object::toString))
                    .doesNotContain("Class-Path", "Boot-Class-Path", "Multi-Release");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.oomwitness.it.Jdk#all")
    void theJarIsACommandToo(Jdk jdk) throws Exception {
        String version = textOf("META-INF/MANIFEST.MF")
                .lines()
                .filter(line -> line.startsWith("Implementation-Version: "))
                .map(line -> line.substring("Implementation-Version: ".length()))
                .findFirst()
                .orElseThrow();

        assertThat(run(jdk, "--version")).isEqualTo(new Answer(0, "oomwitness " + version + "\n"));
        assertThat(run(jdk, "help").exitCode()).isZero();
        assertThat(run(jdk, "help").output()).contains("-javaagent:oomwitness-agent.jar", "prometheus=off");
        assertThat(run(jdk, "hlep").exitCode()).isEqualTo(2);
        assertThat(run(jdk, "hlep").output()).contains("there is no command \"hlep\"", "help");
    }

    private record Answer(int exitCode, String output) {}

    private static Answer run(Jdk jdk, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        jdk.java().toString(), "-jar", TestFiles.agentJar().toString(), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }

    private static JarFile open() throws IOException {
        return new JarFile(TestFiles.agentJar().toFile());
    }

    private static List<String> fileNames() throws IOException {
        try (JarFile jar = open()) {
            return files(jar).stream().map(JarEntry::getName).toList();
        }
    }

    private static List<JarEntry> files(JarFile jar) {
        return jar.stream().filter(entry -> !entry.isDirectory()).toList();
    }

    private static String textOf(String name) throws IOException {
        try (JarFile jar = open();
                InputStream stream = jar.getInputStream(jar.getJarEntry(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** In an ELF file, and not for the kernel's BPF machine. */
    private static boolean isForAProcessor(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream stream = jar.getInputStream(entry)) {
            ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(ELF_HEADER));
            return header.getInt(0) == ELF_MAGIC
                    && header.order(ByteOrder.LITTLE_ENDIAN).getShort(ELF_MACHINE) != BPF_MACHINE;
        }
    }

    private static int classFileVersion(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream stream = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(stream.readInt()).as(entry.getName()).isEqualTo(CLASS_FILE_MAGIC);
            stream.readUnsignedShort(); // the minor version comes first
            return stream.readUnsignedShort();
        }
    }
}
