// SPDX-License-Identifier: Apache-2.0
/**
 * What the kernel program says, as immutable Java records. Mirrors {@code oomwitness.h}; knows nothing of native code,
 * so that bytes captured anywhere can be decoded anywhere.
 */
@NullMarked
package io.github.oomwitness.bpf.record;

import org.jspecify.annotations.NullMarked;
