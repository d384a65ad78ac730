// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/status} says that matters to an attach, see proc_pid_status(5). Everybody may read it, unless
 * /proc is mounted with hidepid.
 *
 * @param processId of the process; another number than {@code pid} where that is the id of a thread
 * @param state one letter, {@code T} stopped, {@code t} stopped by a tracer, {@code Z} zombie; {@code ?} missing
 * @param user effective user id; -1 missing
 * @param group effective group id; -1 missing
 * @param namespacePids its pid in each pid namespace from the reader's down to its own; never empty
 * @param catchesQuit whether it has a handler for SIGQUIT. A process without one is ended by an attempt to attach
 */
record ProcessFacts(
        int pid, int processId, char state, int user, int group, List<Integer> namespacePids, boolean catchesQuit) {
    private static final int MISSING = -1;
    private static final int EFFECTIVE = 1;
    private static final int QUIT = 3;

    ProcessFacts {
        namespacePids = List.copyOf(namespacePids);
    }

    /** Null where there is no such process, or none that this user may see. */
    static @Nullable ProcessFacts read(int pid) {
        return readStatus(Path.of("/proc", Integer.toString(pid), "status"), pid);
    }

    /** Of this command. */
    static ProcessFacts ofThisProcess() throws Refusal {
        ProcessFacts own = readStatus(
                Path.of("/proc/self/status"),
                Math.toIntExact(ProcessHandle.current().pid()));
        if (own == null) {
            throw new Refusal("/proc/self/status cannot be read", "/proc is not mounted here", "mount it");
        }
        return own;
    }

    static ProcessFacts parse(int pid, String status) {
        Map<String, String> fields = new HashMap<>();
        status.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        List<Integer> pids = numbers(fields.getOrDefault("NSpid", ""));
        String state = fields.getOrDefault("State", "");
        return new ProcessFacts(
                pid,
                at(numbers(fields.getOrDefault("Tgid", "")), 0, pid),
                state.isEmpty() ? '?' : state.charAt(0),
                at(numbers(fields.getOrDefault("Uid", "")), EFFECTIVE, MISSING),
                at(numbers(fields.getOrDefault("Gid", "")), EFFECTIVE, MISSING),
                pids.isEmpty() ? List.of(pid) : pids,
                catches(fields.getOrDefault("SigCgt", "0"), QUIT));
    }

    /** The pid that the process knows itself by. */
    int innermostPid() {
        return namespacePids.get(namespacePids.size() - 1);
    }

    boolean isInInnerNamespace() {
        return namespacePids.size() > 1;
    }

    boolean isThread() {
        return processId != pid;
    }

    boolean isStopped() {
        return state == 'T' || state == 't';
    }

    boolean isZombie() {
        return state == 'Z' || state == 'X';
    }

    private static @Nullable ProcessFacts readStatus(Path status, int pid) {
        try {
            return parse(pid, Files.readString(status, StandardCharsets.ISO_8859_1));
        } catch (IOException goneOrHidden) {
            return null;
        }
    }

    private static List<Integer> numbers(String text) {
        try {
            return Arrays.stream(text.split("\\s+", -1))
                    .filter(word -> !word.isEmpty())
                    .map(Integer::parseUnsignedInt)
                    .toList();
        } catch (NumberFormatException strange) {
            return List.of();
        }
    }

    private static int at(List<Integer> numbers, int index, int otherwise) {
        return index < numbers.size() ? numbers.get(index) : otherwise;
    }

    private static boolean catches(String mask, int signal) {
        try {
            return (Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1;
        } catch (NumberFormatException strange) {
            return false;
        }
    }
}
