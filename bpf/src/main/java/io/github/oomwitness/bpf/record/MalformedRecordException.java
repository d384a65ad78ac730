// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/** Bytes that are no record of this version. Whoever reads the ring counts it, says it once and goes on. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message) {
        super(message);
    }
}
