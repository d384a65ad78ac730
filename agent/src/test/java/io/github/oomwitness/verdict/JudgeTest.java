// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import static io.github.oomwitness.ledger.LedgerRow.CODE_CACHE;
import static io.github.oomwitness.ledger.LedgerRow.DIRECT;
import static io.github.oomwitness.ledger.LedgerRow.HEAP;
import static io.github.oomwitness.ledger.LedgerRow.KERNEL;
import static io.github.oomwitness.ledger.LedgerRow.METASPACE;
import static io.github.oomwitness.ledger.LedgerRow.OTHER_JVM;
import static io.github.oomwitness.ledger.LedgerRow.PAGE_CACHE;
import static io.github.oomwitness.ledger.LedgerRow.SHMEM;
import static io.github.oomwitness.ledger.LedgerRow.THREAD_STACKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.oomwitness.jvm.Collector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row a situation: who is to blame, why, and what the verdict has to speak of. */
class JudgeTest {
    private static final int NOBODY = -1;

    static Stream<Arguments> situations() {
        return Stream.of(
                row(
                        "a sibling leaks and is killed",
                        Situation.under(512).holds(HEAP, 60).victim(40, "leak", 50, 400),
                        Cause.SIBLING,
                        40,
                        "leak (pid 40) grew by 350 MiB in 10 s to 400 MiB, under the limit of 512 MiB that it shares with this JVM"
                                + " (60 MiB). The kernel killed it; find out why leak"),
                row(
                        "a sibling leaks and an innocent one dies",
                        Situation.under(512)
                                .holds(HEAP, 60)
                                .process(40, "leak", 50, 200)
                                .victim(41, "ffmpeg", 230, 230),
                        Cause.SIBLING,
                        40,
                        "killed ffmpeg (pid 41), an innocent victim: it had grown by 0 B"),
                row(
                        "a sibling leaks and dies last, after others who did not",
                        Situation.under(512)
                                .process(40, "leak", 50, 200)
                                .victim(41, "ffmpeg", 130, 130)
                                .victim(42, "gs", 100, 101),
                        Cause.SIBLING,
                        40,
                        "killed 2 processes, and leak (pid 40) was not among them: it can grow on"),
                row(
                        "one of four forks of a build grows",
                        Situation.under(2048)
                                .process(40, "java", 300, 310)
                                .process(41, "java", 300, 305)
                                .process(42, "java", 300, 300)
                                .victim(43, "java", 300, 900),
                        Cause.SIBLING,
                        43,
                        "The kernel killed it"),
                row(
                        "the heap grows and may grow further than the limit",
                        Situation.under(512)
                                .grows(HEAP, 100, 400)
                                .holds(OTHER_JVM, 60)
                                .heap(1024, 390, Collector.G1),
                        Cause.HEAP_BEYOND_LIMIT,
                        Situation.JVM,
                        "may grow to 1 GiB (-Xmx) where the limit leaves it 452 MiB; set -Xmx to at most 426 MiB"
                                + " (-XX:MaxRAMPercentage=83), or raise the limit to 1084 MiB"),
                row(
                        "what lives in the heap does not fit",
                        Situation.under(256)
                                .grows(HEAP, 100, 190)
                                .holds(OTHER_JVM, 60)
                                .heap(300, 189, Collector.G1),
                        Cause.HEAP_BEYOND_LIMIT,
                        Situation.JVM,
                        "what lives in the heap does not fit beside the rest: raise the limit to at least 360 MiB"),
                row(
                        "the heap is committed far above what lives, and G1 gives back",
                        Situation.under(2000)
                                .holds(HEAP, 1205)
                                .holds(OTHER_JVM, 100)
                                .heap(1500, 36, Collector.G1)
                                .process(40, "solver", 400, 420),
                        Cause.HEAP_GARBAGE,
                        Situation.JVM,
                        "a collection would give about 1.1 GiB back (G1): set on-critical=gc, and -Xmx to about 72 MiB"),
                row(
                        "the same with a collector that gives nothing back",
                        Situation.under(2000)
                                .grows(HEAP, 700, 1205)
                                .holds(OTHER_JVM, 100)
                                .heap(1500, 36, Collector.PARALLEL),
                        Cause.HEAP_GARBAGE,
                        Situation.JVM,
                        "a collection would give the kernel nothing back (Parallel): set -Xmx to about 72 MiB, or use"
                                + " -XX:+UseG1GC"),
                row(
                        "the heap grows to where it may, and it is another that does not stop",
                        Situation.under(1024)
                                .grows(HEAP, 100, 256)
                                .grows(DIRECT, 10, 600)
                                .heap(256, 250, Collector.SERIAL),
                        Cause.DIRECT_BUFFERS,
                        Situation.JVM,
                        "-XX:MaxDirectMemorySize"),
                row(
                        "classes are loaded and never let go of",
                        Situation.under(512)
                                .holds(HEAP, 100)
                                .grows(METASPACE, 60, 350)
                                .heap(128, 90, Collector.G1),
                        Cause.METASPACE,
                        Situation.JVM,
                        "-XX:MaxMetaspaceSize"),
                row(
                        "generated code fills the code cache",
                        Situation.under(256)
                                .holds(HEAP, 60)
                                .grows(CODE_CACHE, 20, 150)
                                .heap(64, 50, Collector.SERIAL),
                        Cause.CODE_CACHE,
                        Situation.JVM,
                        "-XX:ReservedCodeCacheSize"),
                row(
                        "threads are started and never end",
                        Situation.under(512)
                                .holds(HEAP, 100)
                                .grows(THREAD_STACKS, 10, 300)
                                .grows(OTHER_JVM, 50, 70)
                                .threads(3000),
                        Cause.THREADS,
                        Situation.JVM,
                        "(3000 threads)"),
                row(
                        "stacks are large because of huge pages",
                        Situation.under(512)
                                .holds(HEAP, 100)
                                .grows(THREAD_STACKS, 10, 300)
                                .threads(200)
                                .huge(0, 280),
                        Cause.HUGE_PAGES,
                        Situation.JVM,
                        "transparent_hugepage/enabled to madvise"),
                row(
                        "a native library leaks, and huge pages were there all the time",
                        Situation.under(512)
                                .holds(HEAP, 60)
                                .grows(OTHER_JVM, 250, 400)
                                .huge(200, 200),
                        Cause.NATIVE_MEMORY,
                        Situation.JVM,
                        "MALLOC_ARENA_MAX=2"),
                row(
                        "a native library leaks",
                        Situation.under(512).holds(HEAP, 100).grows(OTHER_JVM, 60, 350),
                        Cause.NATIVE_MEMORY,
                        Situation.JVM,
                        "MALLOC_ARENA_MAX=2"),
                row(
                        "somebody writes to tmpfs",
                        Situation.under(512).holds(HEAP, 100).grows(SHMEM, 0, 380),
                        Cause.TMPFS,
                        NOBODY,
                        "/dev/shm"),
                row(
                        "sockets by the thousand",
                        Situation.under(256).holds(HEAP, 60).grows(KERNEL, 10, 150),
                        Cause.KERNEL_MEMORY,
                        NOBODY,
                        "sockets"),
                row(
                        "page cache grew most, which is never to blame",
                        Situation.under(512).grows(PAGE_CACHE, 10, 300).grows(OTHER_JVM, 60, 120),
                        Cause.NATIVE_MEMORY,
                        Situation.JVM,
                        "neither heap"),
                row(
                        "swap hid it",
                        Situation.under(512)
                                .holds(HEAP, 300)
                                .holds(OTHER_JVM, 150)
                                .heap(400, -1, Collector.G1)
                                .swapped(300, 900),
                        Cause.SWAPPED,
                        NOBODY,
                        "900 pages a second came back"),
                row(
                        "a sibling leaks into swap",
                        Situation.under(512).holds(HEAP, 60).swappedProcess(40, "leak", 50, 600, 180),
                        Cause.SIBLING,
                        40,
                        "leak (pid 40) grew by 550 MiB in 10 s to 600 MiB (180 MiB of it in swap), under the limit"),
                row(
                        "nothing grows and all of it is needed",
                        Situation.under(512)
                                .holds(HEAP, 120)
                                .holds(OTHER_JVM, 150)
                                .heap(128, 110, Collector.G1)
                                .process(40, "helper", 200, 202),
                        Cause.UNDER_PROVISIONED,
                        NOBODY,
                        "raise the limit to about"),
                row(
                        "the pod's limit, filled by its other containers",
                        Situation.under(1024)
                                .holds(HEAP, 100)
                                .holds(OTHER_JVM, 60)
                                .limitOf("/kubepods/burstable/pod12", 600, 598),
                        Cause.POD_LIMIT,
                        NOBODY,
                        "The limit of /kubepods/burstable/pod12 (600 MiB) was reached, not this container's: others under it hold"
                                + " 438 MiB"),
                row(
                        "the pod's limit, filled by this container's own leak",
                        Situation.under(1024)
                                .holds(HEAP, 100)
                                .victim(40, "leak", 50, 450)
                                .limitOf("/kubepods/burstable/pod12", 600, 598),
                        Cause.SIBLING,
                        40,
                        "under the limit of 600 MiB"),
                row(
                        "the whole machine",
                        Situation.under(1024)
                                .holds(HEAP, 100)
                                .victim(40, "helper", 20, 20)
                                .wholeMachine(),
                        Cause.MACHINE,
                        NOBODY,
                        "The whole machine ran out of memory, not this container, which used 120 MiB of its 1 GiB. The kernel"
                                + " killed helper (pid 40)"),
                row(
                        "the nodes that are allowed",
                        Situation.under(1024)
                                .holds(HEAP, 100)
                                .victim(40, "helper", 20, 20)
                                .nodes(),
                        Cause.MACHINE,
                        NOBODY,
                        "The NUMA nodes that a cpuset or a memory policy allows ran out of memory, not this container, which used"
                                + " 120 MiB of its 1 GiB. The kernel killed helper (pid 40)"),
                row(
                        "nobody saw what was before",
                        Situation.under(512).holds(HEAP, 100).withoutPast(),
                        Cause.UNKNOWN,
                        NOBODY,
                        "who took the memory is not known"),
                row(
                        "nothing that was seen explains it",
                        Situation.under(512).holds(HEAP, 60).heap(64, 50, Collector.G1),
                        Cause.UNKNOWN,
                        NOBODY,
                        "all that was seen comes to 60 MiB of the limit of 512 MiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void theVerdictNamesCulpritCauseAndRemedy(
            String name, Situation situation, Cause cause, int culpritPid, String spoken) {
        Verdict verdict = situation.judge();

        assertThat(verdict.cause()).as(verdict.sentence()).isEqualTo(cause);
        Culprit culprit = verdict.culprit();
        assertThat(culprit == null ? NOBODY : culprit.pid())
                .as(verdict.sentence())
                .isEqualTo(culpritPid);
        assertThat(verdict.sentence()).contains(spoken);
        assertThat(verdict.confidence()).isBetween(0.1, 1.0);
    }

    @Test
    void aVerdictThatExplainsAllIsSurerThanOneThatExplainsHalf() {
        Verdict all =
                Situation.under(512).holds(HEAP, 60).victim(40, "leak", 50, 400).judge();
        Verdict half = Situation.under(512)
                .grows(OTHER_JVM, 60, 180)
                .victim(40, "leak", 50, 200)
                .judge();

        assertThat(all.confidence()).isEqualTo(1.0);
        assertThat(half.confidence()).isBetween(0.4, 0.7);
    }

    private static Arguments row(String name, Situation situation, Cause cause, int culpritPid, String spoken) {
        return arguments(name, situation, cause, culpritPid, spoken);
    }
}
