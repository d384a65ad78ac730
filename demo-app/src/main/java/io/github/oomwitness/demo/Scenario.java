// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.io.IOException;

/** One thing that the demo can show: it stages something, watches, and reports. Add one by adding it to {@link Scenarios}. */
interface Scenario {
    /** As typed on the command line. */
    String name();

    /** What happens in it, in a few words. */
    String summary();

    /**
     * Shows it.
     *
     * @return whether what was seen is what the kernel says
     * @throws UnmetNeedException if this machine or its permissions do not allow it
     */
    boolean run(Stage stage) throws IOException, InterruptedException, UnmetNeedException;
}
