// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.ledger;

import org.jspecify.annotations.NullMarked;
