// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.OomTrigger;

/**
 * The kernel went on to kill the service after its child. While the memory of a process that is ending is being unmapped, the kernel no
 * longer sees that process as its victim: whoever in the cgroup asks for a page in these milliseconds brings about the next kill.
 */
final class ServiceKilledException extends Exception {
    private static final long serialVersionUID = 1L;

    ServiceKilledException(KernelKill kill, Throwable cause) {
        super(
                "The kernel killed the service too"
                        + kill.report()
                                .flatMap(KernelOomReport::trigger)
                                .map(OomTrigger::name)
                                .map(thread -> ", as a thread asked for memory (" + thread
                                        + ") while the child's was still being freed")
                                .orElse("")
                        + ". So nobody is left to tell of the first kill.",
                cause);
    }
}
