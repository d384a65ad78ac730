// SPDX-License-Identifier: Apache-2.0
/**
 * The one place that calls native code: a few functions of the C library, reached through JNA.
 *
 * <p>Nothing outside this package sees a JNA type. Addresses are {@code long}, memory is a direct {@link
 * java.nio.ByteBuffer} in native byte order, and a failed call is a {@link io.github.oomwitness.linux.SystemCallException}.
 */
@NullMarked
package io.github.oomwitness.linux;

import org.jspecify.annotations.NullMarked;
