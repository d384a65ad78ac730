// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/**
 * What the kernel program has counted of threads of this JVM that were held up in direct reclaim, since it was loaded.
 *
 * @param seen stalls of the threshold and beyond
 * @param nanos how long they took in all
 * @param untold those of them that were not told, because too many came at a time
 */
public record StallCounts(long seen, long nanos, long untold) {}
