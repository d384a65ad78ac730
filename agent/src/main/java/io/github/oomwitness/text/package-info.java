// SPDX-License-Identifier: Apache-2.0
/** How amounts are written for a person. */
@NullMarked
package io.github.oomwitness.text;

import org.jspecify.annotations.NullMarked;
