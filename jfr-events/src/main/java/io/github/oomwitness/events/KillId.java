// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;

/**
 * Marks the {@code int} that names one decision of the kernel's OOM killer, and so ties together the events about it.
 *
 * <p>Ids count up from 1 within one run of the agent; {@value #NO_KILL} means that the event is not about a kill. All
 * members of an {@code oom.group} die by one decision and share its id.
 */
@MetadataDefinition
@Relational
@Name("oomwitness.KillId")
@Label("Kill ID")
@Description("One decision of the kernel's OOM killer")
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KillId {

    /** The id in an event that is not about a kill. */
    int NO_KILL = 0;
}
