// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.testbed.KernelKill;
import io.github.oomwitness.testbed.KernelLog;
import io.github.oomwitness.testbed.KernelOomReport;
import io.github.oomwitness.testbed.MemoryCgroup;
import io.github.oomwitness.testbed.OomConstraint;
import java.io.IOException;
import java.util.List;

/** What the kernel's log has of one container. */
final class ContainerKills {
    private final KernelLog log;
    private final MemoryCgroup container;

    ContainerKills(KernelLog log, MemoryCgroup container) {
        this.log = log;
        this.container = container;
    }

    /** Those of which the log says nothing to the contrary. */
    List<KernelKill> all() throws IOException {
        return log.kills().stream()
                .filter(kill -> kill.report()
                        .flatMap(KernelOomReport::constraint)
                        .flatMap(OomConstraint::taskMemcg)
                        .map(path -> path.endsWith(container.path()))
                        .orElse(true))
                .toList();
    }

    /** The kill of a process of this name. */
    KernelKill of(String name) throws IOException {
        return all().stream()
                .filter(kill -> kill.process().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("the kernel was to kill " + name + " and did not"));
    }
}
