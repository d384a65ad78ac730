// SPDX-License-Identifier: Apache-2.0
/**
 * What meters read. A package of its own, free of Micrometer: the meters' classes exist once for each Micrometer that they
 * are bound to, and all of them read the same state.
 */
@NullMarked
package io.github.oomwitness.sink.meters.state;

import org.jspecify.annotations.NullMarked;
