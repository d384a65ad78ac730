// SPDX-License-Identifier: Apache-2.0
/**
 * The Flight Recorder events that OOM Witness commits, and nothing else.
 *
 * <p>Names and fields are public: alert rules, JDK Mission Control pages and scripts rely on them. The fields are public
 * and mutable because Flight Recorder reads them straight from the object. Each one starts out as its
 * {@linkplain io.github.oomwitness.events.Missing missing value}, so that whoever commits an event fills in only what was
 * really read, and what was not is never told as 0.
 *
 * <p>Flight Recorder silently drops enums, boxed numbers and arrays: levels and causes are therefore text, counts and ids
 * {@code int}. Counts that the kernel keeps in 64 bits stop at {@link java.lang.Integer#MAX_VALUE} instead of wrapping.
 *
 * <p>The types are enabled by default. Those with a period need a hook, added by
 * {@link jdk.jfr.FlightRecorder#addPeriodicEvent(Class, Runnable)}, that commits the newest reading. The settings file
 * {@code oomwitness.jfc} beside these classes lists them all with their defaults.
 */
@NullMarked
package io.github.oomwitness.events;

import org.jspecify.annotations.NullMarked;
