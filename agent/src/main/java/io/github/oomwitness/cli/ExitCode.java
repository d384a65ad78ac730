// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

/** What a command ends with. */
final class ExitCode {
    static final int DONE = 0;
    static final int NO = 1;
    static final int CALL_IS_WRONG = 2;

    private ExitCode() {}
}
