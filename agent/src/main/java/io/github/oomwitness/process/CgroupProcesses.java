// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import io.github.oomwitness.cgroup.file.Faults;
import io.github.oomwitness.cgroup.file.FileText;
import io.github.oomwitness.cgroup.file.PseudoFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * Lists the pids of a cgroup and all below it into an array that is used again. For one thread.
 *
 * <p>The list is opened anew each time: on v1 an open file keeps the list that it showed first for as long as it is read
 * more often than once a second ({@code cgroup_pidlist_start}).
 */
final class CgroupProcesses {
    private static final String LIST = "cgroup.procs";
    private static final int LINKS_OF_LEAF = 2;

    private final Path directory;
    private final String ownList;
    private final FileText text;
    private final Faults faults;
    private final Deque<Path> toVisit = new ArrayDeque<>();
    private int[] pids = new int[64];
    private int count;

    CgroupProcesses(Path directory, FileText text, Faults faults) {
        this.directory = directory;
        this.ownList = directory.resolve(LIST).toString();
        this.text = text;
        this.faults = faults;
    }

    /**
     * Reads the lists anew. A process that moves meanwhile may come twice, or not at all.
     *
     * @return false where the cgroup's own list could not be read
     */
    boolean read() {
        count = 0;
        boolean ownWasRead = PseudoFile.readOnce(ownList, text);
        if (ownWasRead) {
            addListed();
        } else {
            faults.add();
        }
        addChildren(directory);
        while (!toVisit.isEmpty()) {
            Path child = toVisit.pop();
            // A child that is gone by now is no fault: that is what cgroups do.
            if (PseudoFile.readOnce(child.resolve(LIST).toString(), text)) {
                addListed();
                addChildren(child);
            }
        }
        return ownWasRead;
    }

    int count() {
        return count;
    }

    int pid(int index) {
        return pids[index];
    }

    private void addListed() {
        text.rewind();
        while (text.nextLine()) {
            if (text.nextWord()) {
                long pid = text.wordAsLong();
                // 0 is a process that this pid namespace does not show.
                if (pid > 0 && pid <= Integer.MAX_VALUE) {
                    add((int) pid);
                } else if (pid != 0) {
                    faults.add();
                }
            }
        }
    }

    private void add(int pid) {
        if (count == pids.length) {
            pids = Arrays.copyOf(pids, count * 2);
        }
        pids[count++] = pid;
    }

    private void addChildren(Path parent) {
        try {
            if (isLeaf(parent)) {
                return;
            }
            try (Stream<Path> children = Files.list(parent)) {
                children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                        .forEach(toVisit::push);
            }
        } catch (IOException | UncheckedIOException | SecurityException gone) {
            faults.add();
        }
    }

    /** A directory has a link for each directory in it and two of its own: that spares the list of some forty files. */
    private static boolean isLeaf(Path directory) throws IOException {
        return ((Number) Files.getAttribute(directory, "unix:nlink")).intValue() == LINKS_OF_LEAF;
    }
}
