// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.testbed;

/** The two generations of control groups, which name the same things differently. */
public enum CgroupVersion {
    V1("memory.limit_in_bytes", "memory.usage_in_bytes"),
    V2("memory.max", "memory.current");

    private final String limitFile;
    private final String usageFile;

    CgroupVersion(String limitFile, String usageFile) {
        this.limitFile = limitFile;
        this.usageFile = usageFile;
    }

    String limitFile() {
        return limitFile;
    }

    String usageFile() {
        return usageFile;
    }
}
