// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.bpf.record;

/** What ran out: {@code enum oom_constraint} of include/linux/oom.h, in its order. */
public enum OomConstraint {
    /** The machine's memory. */
    NONE("none"),
    /** The memory of the NUMA nodes that a cpuset allows. */
    CPUSET("cpuset"),
    /** The memory of the NUMA nodes that a memory policy allows. */
    MEMORY_POLICY("memory_policy"),
    /** A memory cgroup's limit. */
    MEMCG("memcg");

    private final String text;

    OomConstraint(String text) {
        this.text = text;
    }

    /** As events spell it. */
    public String text() {
        return text;
    }

    static OomConstraint of(int number) throws MalformedRecordException {
        if (number < 0 || number >= values().length) {
            throw new MalformedRecordException("a constraint of number " + number);
        }
        return values()[number];
    }
}
