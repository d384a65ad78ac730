// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.verdict;

import io.github.oomwitness.ledger.LedgerRow;
import io.github.oomwitness.ledger.RowGrowth;
import io.github.oomwitness.text.ByteText;
import org.jspecify.annotations.Nullable;

/** What grew most took the memory. Page cache never did: the kernel frees it before it kills. */
final class GrowthRules {
    private static final double MEASURED = 1;
    private static final double ESTIMATED = 0.8;

    /** Of the growth outside of the heap, from which on huge pages are its cause. */
    private static final int HUGE_PART = 2;

    private GrowthRules() {}

    static @Nullable Conclusion find(Facts facts) {
        RowGrowth top = null;
        long all = 0;
        for (RowGrowth growth : facts.rows()) {
            if (canBeBlamed(growth.row()) && growth.bytes() > 0) {
                all += growth.bytes();
                if (top == null || growth.bytes() > top.bytes()) {
                    top = growth;
                }
            }
        }
        if (top == null || top.bytes() < facts.noise()) {
            return null;
        }
        double share = (double) top.bytes() / all;
        double confidence = share * (facts.ledger().estimated().contains(top.row()) ? ESTIMATED : MEASURED);
        return of(facts, top, Math.round(confidence * 100) / 100.0);
    }

    private static boolean canBeBlamed(LedgerRow row) {
        return row != LedgerRow.PAGE_CACHE && row != LedgerRow.MAPPED && row != LedgerRow.UNACCOUNTED;
    }

    private static @Nullable Conclusion of(Facts facts, RowGrowth top, double confidence) {
        Culprit self = new Culprit(facts.ownPid(), null, top.bytes(), true);
        String grew = grew(facts, top);
        return switch (top.row()) {
            case SIBLINGS -> sibling(facts, confidence);
            case HEAP -> HeapRules.grown(facts, self, grew, confidence);
            case DIRECT ->
                new Conclusion(
                        Cause.DIRECT_BUFFERS,
                        self,
                        grew,
                        "find who allocates direct buffers and does not free them, and bound them with"
                                + " -XX:MaxDirectMemorySize (without it they may be as large as the heap's maximum, beside it)",
                        confidence);
            case METASPACE ->
                new Conclusion(
                        Cause.METASPACE,
                        self,
                        grew,
                        "look for class loaders that are never let go of (redeploys, generated proxies, scripts): jcmd "
                                + facts.ownPid() + " VM.classloader_stats; bound it with -XX:MaxMetaspaceSize",
                        confidence);
            case CODE_CACHE ->
                new Conclusion(
                        Cause.CODE_CACHE,
                        self,
                        grew,
                        "bound it with -XX:ReservedCodeCacheSize, and look for code that is generated again and again",
                        confidence);
            case THREAD_STACKS -> threads(facts, self, grew, confidence);
            case GC, OTHER_JVM -> nativeMemory(facts, self, grew, top, confidence);
            case SHMEM ->
                new Conclusion(
                        Cause.TMPFS,
                        null,
                        grew,
                        "see what is written to /dev/shm and to volumes in memory (emptyDir with medium: Memory): their"
                                + " files count as the container's memory; give them a sizeLimit or write to disk",
                        confidence);
            case KERNEL ->
                new Conclusion(
                        Cause.KERNEL_MEMORY,
                        null,
                        grew,
                        "look for very many open sockets, pipes, threads or files: the kernel's structures for them are"
                                + " charged to the container (memory.stat says which)",
                        confidence);
            case PAGE_CACHE, MAPPED, UNACCOUNTED -> null;
        };
    }

    private static Conclusion sibling(Facts facts, double confidence) {
        Grower largest = null;
        int growing = 0;
        for (Grower process : facts.processes()) {
            if (!process.isThisJvm() && process.growth() > 0) {
                largest = largest == null || process.growth() > largest.growth() ? process : largest;
                growing += process.growth() >= facts.noise() ? 1 : 0;
            }
        }
        String limit = "the limit of " + ByteText.of(facts.limit().effective());
        if (largest == null) {
            return new Conclusion(
                    Cause.SIBLING,
                    null,
                    "Other processes of the container grew by " + ByteText.of(facts.growth(LedgerRow.SIBLINGS))
                            + " towards " + limit,
                    "see what this container starts, and how much of it at once",
                    confidence / 2);
        }
        Culprit culprit = largest.asCulprit();
        String among = growing > 1 ? ", most of " + growing + " processes that grew," : "";
        return new Conclusion(
                Cause.SIBLING,
                culprit,
                culprit.label() + among + " grew by " + ByteText.of(largest.growth()) + over(facts) + " to "
                        + largest.sizeText() + ", under " + limit + " that it shares with this JVM ("
                        + ByteText.of(facts.ledger().ofThisJvm()) + ")",
                "find out why " + (largest.name() == null ? "it" : largest.name())
                        + " needs that much, bound it (an option of its own, or ulimit -v), run fewer at once, or give it"
                        + " a container of its own",
                Math.min(confidence, (double) largest.growth() / Math.max(1, facts.growth(LedgerRow.SIBLINGS))));
    }

    private static Conclusion threads(Facts facts, Culprit self, String grew, double confidence) {
        if (facts.hugeGrowth() > facts.growth(LedgerRow.THREAD_STACKS) / HUGE_PART) {
            return huge(facts, self, grew, confidence);
        }
        return new Conclusion(
                Cause.THREADS,
                self,
                grew + (facts.threads() < 0 ? "" : " (" + facts.threads() + " threads)"),
                "bound the pools that start threads, look for pools that are never shut down, and make stacks smaller with"
                        + " -Xss where they recurse deeply",
                confidence);
    }

    private static Conclusion nativeMemory(Facts facts, Culprit self, String grew, RowGrowth top, double confidence) {
        if (facts.hugeGrowth() > top.bytes() / HUGE_PART) {
            return huge(facts, self, grew, confidence);
        }
        return new Conclusion(
                Cause.NATIVE_MEMORY,
                self,
                grew + ", which neither heap, metaspace, threads nor direct buffers explain",
                "look at native libraries (JNI, compression, TLS): -XX:NativeMemoryTracking=summary tells whether it is the"
                        + " JVM's; if it is not, try MALLOC_ARENA_MAX=2 or another malloc, which spread and leak less",
                confidence);
    }

    private static Conclusion huge(Facts facts, Culprit self, String grew, double confidence) {
        return new Conclusion(
                Cause.HUGE_PAGES,
                self,
                grew + ", of which " + ByteText.of(facts.hugeGrowth())
                        + " are transparent huge pages: 2 MiB each, however little of it is used",
                "set /sys/kernel/mm/transparent_hugepage/enabled to madvise on the machine, or, where it is, leave out what"
                        + " asks for them (-XX:+UseTransparentHugePages, glibc.malloc.hugetlb); what still grows then is a"
                        + " leak",
                confidence);
    }

    private static String grew(Facts facts, RowGrowth top) {
        String whose = top.row() == LedgerRow.SHMEM || top.row() == LedgerRow.KERNEL || top.row() == LedgerRow.OTHER_JVM
                ? capital(top.row().label())
                : capital(top.row().label()) + " of this JVM";
        return whose + " grew by " + ByteText.of(top.bytes()) + over(facts) + " to "
                + ByteText.of(facts.ledger().get(top.row())) + ", under the limit of "
                + ByteText.of(facts.limit().effective());
    }

    static String over(Facts facts) {
        return " in " + Math.max(1, Math.round(facts.windowSeconds())) + " s";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
