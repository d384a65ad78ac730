// SPDX-License-Identifier: Apache-2.0
/** The built jar in real JVMs, with real kills in real cgroups. */
@NullMarked
package io.github.oomwitness.it;

import org.jspecify.annotations.NullMarked;
