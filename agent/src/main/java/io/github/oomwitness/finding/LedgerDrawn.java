// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

import io.github.oomwitness.ledger.MemoryLedger;
import io.github.oomwitness.verdict.Fit;

/**
 * A ledger was drawn up.
 *
 * @param killId of the kill that asked for it; 0 where none did
 * @param fit of what is configured, by all ledgers so far
 */
public record LedgerDrawn(int killId, MemoryLedger ledger, Fit fit) implements Finding {}
