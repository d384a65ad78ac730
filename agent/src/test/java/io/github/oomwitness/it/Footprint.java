// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds at a moment, as the kernel sees it.
 *
 * @param descriptors what each open one stands for, such as {@code anon_inode:bpf-map}
 * @param threads their names, at most 15 characters of each
 * @param mappings what is mapped where, as in proc_pid_maps(5)
 */
record Footprint(List<String> descriptors, List<String> threads, List<String> mappings) {
    static Footprint of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> descriptors = new ArrayList<>();
        for (Path descriptor : list(process.resolve("fd"))) {
            try {
                descriptors.add(Files.readSymbolicLink(descriptor).toString());
            } catch (NoSuchFileException closedMeanwhile) {
                // It is held no longer.
            }
        }
        List<String> threads = new ArrayList<>();
        for (Path task : list(process.resolve("task"))) {
            try {
                threads.add(Files.readString(task.resolve("comm")).strip());
            } catch (NoSuchFileException endedMeanwhile) {
                // The same holds for a thread.
            }
        }
        List<String> mappings = Files.readAllLines(process.resolve("maps"), StandardCharsets.UTF_8);
        return new Footprint(descriptors, threads, mappings);
    }

    /** Descriptors but for sockets. */
    List<String> files() {
        return descriptors.stream()
                .filter(target -> !target.startsWith("socket:"))
                .toList();
    }

    /** The JVM's own for attaches are among them. */
    List<String> sockets() {
        return descriptors.stream()
                .filter(target -> target.startsWith("socket:"))
                .toList();
    }

    /** Descriptors and mappings of the kernel program, the eventfd, and threads of the agent. */
    List<String> agentsOwn() {
        Stream<String> descriptorsOfTheAgent = descriptors.stream()
                .filter(target -> target.startsWith("anon_inode:bpf") || target.equals("anon_inode:[eventfd]"));
        Stream<String> mappingsOfTheAgent = mappings.stream().filter(line -> line.contains("bpf"));
        Stream<String> threadsOfTheAgent = threads.stream().filter(name -> name.startsWith("oomwitness"));
        return Stream.of(descriptorsOfTheAgent, mappingsOfTheAgent, threadsOfTheAgent)
                .flatMap(held -> held)
                .toList();
    }

    /** Threads without those that the JVM starts and ends as it likes, for its compilers and collectors. */
    List<String> javaThreads() {
        return threads.stream()
                .filter(name -> !name.contains("CompilerThre") && !name.startsWith("G"))
                .toList();
    }

    /** Mappings of executable code out of files that JNA unpacked. */
    List<String> librariesOfJna() {
        return mappings.stream()
                .filter(line -> line.contains(" r-xp ") && line.contains("/jna"))
                .toList();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
