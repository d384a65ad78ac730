// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the threads of this process have their stacks: the stack pointers that {@code /proc/self/task/TID/syscall} shows of
 * those that wait in the kernel ({@code proc_pid_syscall} in fs/proc/base.c). One that runs shows none: it is remembered from
 * an earlier look as long as it lives. For one thread.
 */
final class StackPointers {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** Number, six arguments, stack pointer, program counter. */
    private static final int STACK_POINTER_WORD = 7;

    private static final int WORDS = 9;

    private final FileText text = new FileText();
    private final Map<String, Long> byThread = new HashMap<>();

    /** Looks at all threads; sorted, unsigned. Those that cannot be seen are left out. */
    long[] read() {
        Set<String> living = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                String thread = task.getFileName().toString();
                living.add(thread);
                long pointer = pointerOf(thread);
                if (pointer != 0) {
                    byThread.put(thread, pointer);
                }
            }
            byThread.keySet().retainAll(living);
        } catch (IOException | DirectoryIteratorException hidden) {
            // What was seen before still holds.
        }
        long[] sorted = byThread.values().stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private long pointerOf(String thread) {
        return PseudoFile.readOnce(TASKS + "/" + thread + "/syscall", text) && text.nextLine()
                ? parse(text.restOfLine())
                : 0;
    }

    /** The stack pointer, 0 where the line shows none: {@code running}, or {@code -1 0x7ffd... 0x7f...}. */
    static long parse(String line) {
        String[] words = line.strip().split(" ", -1);
        int word = words.length == WORDS ? STACK_POINTER_WORD : words.length == 3 ? 1 : -1;
        if (word < 0 || !words[word].startsWith("0x")) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(words[word].substring(2), 16);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
