// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * A part of the address space.
 *
 * @param start the first address
 * @param end the one after the last, unsigned as the first
 */
public record AddressRange(long start, long end) {

    /** Whether they have an address in common. */
    boolean meets(long otherStart, long otherEnd) {
        return Long.compareUnsigned(start, otherEnd) < 0 && Long.compareUnsigned(otherStart, end) < 0;
    }
}
