// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

/** What a container's memory is used for, from the point of view of one JVM in it. */
public enum LedgerRow {
    HEAP("heap"),
    METASPACE("metaspace"),
    CODE_CACHE("code cache"),
    /** The collector's own structures: card tables, mark bitmaps, remembered sets. */
    GC("garbage collector"),
    THREAD_STACKS("thread stacks"),
    /** Direct byte buffers that the JDK counts. */
    DIRECT("direct buffers"),
    /** Mapped byte buffers: page cache that somebody here reads or writes as memory. */
    MAPPED("mapped files"),
    /** What is left of this JVM's anonymous memory: malloc, JNI, the compilers, the agent itself. */
    OTHER_JVM("native memory of this JVM"),
    /** Anonymous memory of the other processes, pages shared after a fork counted once. */
    SIBLINGS("other processes"),
    /** tmpfs and shared memory, a heap that lies there left out. */
    SHMEM("tmpfs and shared memory"),
    PAGE_CACHE("page cache"),
    KERNEL("kernel memory"),
    /** The rest, which may be negative: the kernel's counters are read one after another, and lag behind each other. */
    UNACCOUNTED("unaccounted");

    private final String label;

    LedgerRow(String label) {
        this.label = label;
    }

    /** For a sentence. */
    public String label() {
        return label;
    }

    /** Whether it is memory of the process in which the agent runs. */
    public boolean isOfThisJvm() {
        return switch (this) {
            case HEAP, METASPACE, CODE_CACHE, GC, THREAD_STACKS, DIRECT, OTHER_JVM -> true;
            case MAPPED, SIBLINGS, SHMEM, PAGE_CACHE, KERNEL, UNACCOUNTED -> false;
        };
    }

    /** Its place in an array of all. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }
}
