// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.util.List;
import java.util.Optional;

/** The scenarios there are. */
final class Scenarios {
    static final List<Scenario> ALL = List.of(
            new LeakScenario(),
            new InnocentVictimScenario(),
            new PageCacheScenario(),
            new GarbageScenario(),
            new DirectScenario(),
            new PodLimitScenario());

    private Scenarios() {}

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
