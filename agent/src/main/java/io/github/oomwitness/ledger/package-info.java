// SPDX-License-Identifier: Apache-2.0
/** Where the container's memory went: one account of its charge, a pure function over readings. */
@NullMarked
package io.github.oomwitness.ledger;

import org.jspecify.annotations.NullMarked;
