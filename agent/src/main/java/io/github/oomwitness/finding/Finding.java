// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.finding;

/** Something that the witness has to tell. */
public sealed interface Finding
        permits ActionTaken, Kill, KillBySignal, LedgerDrawn, PressureChange, Sample, Stall, VerdictReached {}
