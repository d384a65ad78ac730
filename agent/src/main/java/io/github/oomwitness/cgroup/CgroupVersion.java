// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

/** Which of the kernel's two cgroup interfaces the memory controller is on. */
public enum CgroupVersion {
    V1,
    V2
}
