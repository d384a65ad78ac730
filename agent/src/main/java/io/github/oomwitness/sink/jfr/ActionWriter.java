// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.sink.jfr;

import io.github.oomwitness.events.Action;
import io.github.oomwitness.finding.ActionTaken;

/** Fills an {@link Action} event from what was done. */
final class ActionWriter {
    private ActionWriter() {}

    static Action eventOf(ActionTaken taken) {
        Action event = new Action();
        event.action = taken.action();
        event.took = taken.tookNanos();
        event.released = taken.released();
        event.result = taken.result();
        return event;
    }
}
