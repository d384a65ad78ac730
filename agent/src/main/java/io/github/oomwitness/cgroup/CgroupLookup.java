// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

/** What came of looking for one's own memory cgroup. */
public sealed interface CgroupLookup {

    /** It was found. */
    record Found(CgroupLocation location) implements CgroupLookup {}

    /**
     * There is none, or it cannot be seen.
     *
     * @param reason what is missing and what would help, as a sentence without its full stop
     */
    record NotFound(String reason) implements CgroupLookup {}
}
