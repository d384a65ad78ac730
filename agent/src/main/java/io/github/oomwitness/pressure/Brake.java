// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.pressure;

/**
 * memory.high, as something that will hold growth back before it reaches the limit. Whoever allocates beyond it is made to
 * sleep, for longer the further beyond (mm/memcontrol.c, {@code calculate_high_delay}): at a tenth more a thread gets less than a
 * MB a second.
 */
final class Brake {
    /** Of memory.high, which has to be left between it and the limit: less brakes too late. */
    private static final double ROOM = 0.10;

    private Brake() {}

    /** Whether growth has yet to come to it, and it comes soon enough. */
    static boolean isAhead(PressureReading reading) {
        long until = reading.high() - reading.unreclaimable();
        return reading.high() >= 0
                && reading.unreclaimable() >= 0
                && until > 0
                && reading.headroom() - until >= ROOM * reading.high();
    }
}
