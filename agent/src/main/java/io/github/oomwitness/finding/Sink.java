// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

/**
 * Turns findings into one format. A sink reads nothing of its own, blocks for nothing and keeps no thread waiting:
 * kills arrive on the ring's thread, samples on the sampler's.
 */
public interface Sink extends AutoCloseable {
    /**
     * A finding to tell. Where the heap is full a kill comes again after an OutOfMemoryError: nothing may be told of it before
     * whatever is needed to tell it has been allocated.
     */
    void accept(Finding finding);

    /** Once at start: goes through the motions with a kill that is not to be told, so that nothing is left to load. */
    default void prepare(Kill example) {}

    @Override
    void close();
}
