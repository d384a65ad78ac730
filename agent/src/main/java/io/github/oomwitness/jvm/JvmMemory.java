// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * What of this JVM's address space is resident, by what lies there, in bytes.
 *
 * @param heap of the Java heap; -1 where it is not known where that lies
 * @param sharedHeap what of it is shared memory, as ZGC's is: the kernel counts it as shmem; 0 or more
 * @param codeCache of code that was generated: anonymous memory in which code may run
 * @param threadStacks of all threads, native ones too
 * @param mappedFiles of files that are mapped to be read or written, not to be run; those on tmpfs left out
 * @param otherAnonymous all anonymous memory beside those: metaspace, direct buffers, the collector's structures, malloc
 * @param hugeOutsideHeap what of the anonymous memory outside of the heap are transparent huge pages
 * @param heapSetAside how much of the heap's address space lies in huge pages that were set aside (hugetlb), touched or not; 0 or more.
 *     Nothing of that is resident as the kernel counts it, nor is it charged
 */
public record JvmMemory(
        long heap,
        long sharedHeap,
        long codeCache,
        long threadStacks,
        long mappedFiles,
        long otherAnonymous,
        long hugeOutsideHeap,
        long heapSetAside) {
    private static final JvmMemory MISSING = new JvmMemory(-1, 0, -1, -1, -1, -1, -1, 0);

    public static JvmMemory missing() {
        return MISSING;
    }

    public boolean isMissing() {
        return otherAnonymous < 0;
    }
}
