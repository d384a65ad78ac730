// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf;

import io.github.oomwitness.linux.SystemCallException;

/** The kernel cannot relocate the program itself, and libbpf, which could do it in its place, is not installed. */
public final class MissingLibbpfException extends SystemCallException {
    private static final long serialVersionUID = 1L;

    MissingLibbpfException(SystemCallException refusal) {
        super(refusal);
    }
}
