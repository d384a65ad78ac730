// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

import java.io.IOException;

/** A memory cgroup could not be made or used; the message says why, and what is needed. */
public final class CgroupUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    CgroupUnavailableException(String what, Throwable cause) {
        super(what + " (" + cause + "). " + NEED, cause);
    }

    CgroupUnavailableException(String what) {
        super(what + ". " + NEED);
    }

    private static final String NEED =
            "It takes root and a writable cgroup hierarchy with the memory controller: run as root on"
                    + " the host, or in a container started with --privileged --cgroupns=host.";
}
