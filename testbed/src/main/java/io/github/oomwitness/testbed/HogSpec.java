// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hog is to do, immutable: each method returns a spec that has one thing more, or something else instead. A hog takes what it
 * is to take at once, says that it is ready, waits for {@link Hog#go} if told to, and then grows or idles.
 *
 * <p>{@code HogSpec.named("greedy").in(cgroup).anonMebibytes(16).waitingForGo().growingAtFullSpeed().start()}
 */
public final class HogSpec {
    private final List<String> options;

    private HogSpec(List<String> options) {
        this.options = List.copyOf(options);
    }

    /**
     * A hog that takes nothing and idles.
     *
     * @param name what the kernel will call it, 1 to 15 bytes
     */
    public static HogSpec named(String name) {
        return new HogSpec(List.of("--name", name));
    }

    /** It enters this cgroup before it does anything else. */
    public HogSpec in(MemoryCgroup cgroup) {
        return with("--join", cgroup.directory());
    }

    /** From -1000, never to be killed, to 1000, to be killed first; below its parent's only as root. */
    public HogSpec oomScoreAdj(int score) {
        return with("--oom-score-adj", score);
    }

    /** It takes memory of this NUMA node only, by a policy of its own. */
    public HogSpec boundToNode(int node) {
        return with("--bind-node", node);
    }

    /** It becomes this user once it is in its cgroup and has its score. */
    public HogSpec uid(int uid) {
        return with("--uid", uid);
    }

    public HogSpec anonMebibytes(int mebibytes) {
        return with("--anon", mebibytes);
    }

    public HogSpec shmemMebibytes(int mebibytes) {
        return with("--shmem", mebibytes);
    }

    /** It maps this file and reads each page of it. */
    public HogSpec mapping(Path file) {
        return with("--file", file);
    }

    /** It has this many threads besides the first, all asleep. */
    public HogSpec sleepingThreads(int threads) {
        return with("--threads", threads);
    }

    /** It has this many child processes, named NAME-1, NAME-2, and so on, which sleep and end with it. */
    public HogSpec children(int children, int anonMebibytesEach) {
        return with("--children", children).with("--child-anon", anonMebibytesEach);
    }

    /** Its children's, where they are not to have its own. */
    public HogSpec childOomScoreAdj(int score) {
        return with("--child-oom-score-adj", score);
    }

    /** They are forked once it has all its memory, and so share its pages. */
    public HogSpec childrenSharing() {
        return with("--children-sharing");
    }

    /** Its children are held in exit_group(2), with all their memory, until it ends. */
    public HogSpec childrenExiting() {
        return with("--children-exiting");
    }

    /** A process named NAME-sharer shares all its memory, as after vfork(2). */
    public HogSpec withSharer() {
        return with("--sharer");
    }

    /** Before it grows, it waits for {@link Hog#go}. */
    public HogSpec waitingForGo() {
        return with("--pause");
    }

    public HogSpec growing(int mebibytesPerSecond) {
        if (mebibytesPerSecond < 1) {
            throw new IllegalArgumentException("growth must be at least 1 MiB a second, not " + mebibytesPerSecond);
        }
        return with("--grow", mebibytesPerSecond);
    }

    public HogSpec growingAtFullSpeed() {
        return with("--grow", 0);
    }

    /** It stops growing after this much growth, and idles from then on. */
    public HogSpec growingNoFurtherThan(int mebibytes) {
        return with("--grow-limit", mebibytes);
    }

    /** What grows is this file, written a MiB at a time: memory, where the file is on a tmpfs. */
    public HogSpec growingAsFile(Path file) {
        return with("--grow-as", "file").with("--grow-file", file);
    }

    /** What grows is this file, mapped and locked in memory. */
    public HogSpec growingAsLockedFile(Path file) {
        return with("--grow-as", "locked-file").with("--grow-file", file);
    }

    /** It grows by child processes of a MiB each, which end with it. */
    public HogSpec growingAsChildren() {
        return with("--grow-as", "children");
    }

    /** It grows by pipes that hold a MiB each and that nobody reads. */
    public HogSpec growingAsPipes() {
        return with("--grow-as", "pipes");
    }

    /** It grows by sockets that hold a MiB each and that nobody reads. */
    public HogSpec growingAsSockets() {
        return with("--grow-as", "sockets");
    }

    /** It grows by this much and shrinks by it again, over and over. */
    public HogSpec breathing(int mebibytes, Duration period) {
        return with("--breathe", mebibytes).with("--breathe-period", period.toMillis());
    }

    /** It looks at each page of so much over and over, so that what is swapped out has to come back. */
    public HogSpec sweepingMebibytes(int mebibytes) {
        return with("--sweep", mebibytes);
    }

    /** It holds so much in huge pages, which the machine must have set aside. */
    public HogSpec hugeMebibytes(int mebibytes) {
        return with("--huge", mebibytes);
    }

    /** It exits with 0 this long after it was ready, or was told to go. */
    public HogSpec exitingAfter(Duration duration) {
        return with("--exit-after", duration.toMillis());
    }

    /** Starts it and waits until it has taken what it was to take at once, or is dead. */
    public Hog start() throws IOException {
        return Hog.start(new ProcessBuilder(command()));
    }

    /** The command line, for what wants to start the hog by itself. */
    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(HogExecutable.path().toString());
        command.addAll(options);
        return List.copyOf(command);
    }

    private HogSpec with(String option, Object value) {
        return with(option).with(value.toString());
    }

    private HogSpec with(String argument) {
        List<String> more = new ArrayList<>(options);
        more.add(argument);
        return new HogSpec(more);
    }

    @Override
    public String toString() {
        return "hog " + String.join(" ", options);
    }
}
