// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

/**
 * How often the kernel has run one of the programs, and for how long in all, since {@link RunStatistics} were turned on.
 *
 * @param program its name in the light skeleton
 */
public record ProgramCost(String program, long runs, long nanos) {
    /** The difference to an earlier reading of the same program. */
    public ProgramCost since(ProgramCost earlier) {
        return new ProgramCost(program, runs - earlier.runs, nanos - earlier.nanos);
    }
}
