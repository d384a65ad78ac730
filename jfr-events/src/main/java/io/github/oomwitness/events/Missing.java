// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

/**
 * What a field holds until somebody fills it in: a value that the field can never have for real.
 *
 * <p>Missing text is {@code null}. A {@code boolean} has no room for a third value: {@code false} means "no, or not known",
 * and its description says so. The smallest {@code int} and {@code long} are what {@code jfr print} shows as N/A.
 */
public final class Missing {

    /** A count of things, in units of one. */
    public static final int COUNT = -1;

    /** An id of the kernel: a process, a user, a CPU. For a user this is also the kernel's own {@code INVALID_UID}. */
    public static final int ID = -1;

    /** An amount of memory, in bytes. */
    public static final long BYTES = -1;

    /** A span of time, in nanoseconds. */
    public static final long SPAN = -1;

    /** A limit, in bytes, that could not be read; {@link #NO_LIMIT} is one that was read and does not exist. */
    public static final long LIMIT = -2;

    /** Not missing, but known to be absent: a limit that is not set ({@code max}). */
    public static final long NO_LIMIT = -1;

    /** A score, an adjustment or an allocation order, for which -1 is a real value. */
    public static final int SCORE = Integer.MIN_VALUE;

    /** A difference of two amounts of memory, in bytes, for which -1 is a real value. */
    public static final long DIFFERENCE = Long.MIN_VALUE;

    /** An instant, in milliseconds since the epoch. */
    public static final long INSTANT = Long.MIN_VALUE;

    /** A ratio or an average. */
    public static final double RATIO = Double.NaN;

    private Missing() {}
}
