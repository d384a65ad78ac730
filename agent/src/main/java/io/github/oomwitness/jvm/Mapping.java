// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

/**
 * One entry of {@code /proc/PID/smaps} ({@code show_smap} in fs/proc/task_mmu.c). Amounts are resident bytes.
 *
 * @param start its first address
 * @param end the address after its last
 * @param executable whether code may run in it
 * @param shared whether what is written to it goes to what lies behind
 * @param device major and minor number of the file's device, such as {@code 00:01}
 * @param path of the file behind it, or a name in brackets; empty for anonymous memory
 * @param pss pages divided by how many processes have them
 * @param anonymous pages without a file behind them
 * @param anonymousHuge what of those are transparent huge pages
 * @param hugetlb huge pages that were set aside: no part of the other amounts
 */
record Mapping(
        long start,
        long end,
        boolean executable,
        boolean shared,
        String device,
        String path,
        long pss,
        long anonymous,
        long anonymousHuge,
        long hugetlb) {

    /** Bytes of addresses. */
    long size() {
        return end - start;
    }

    /** Whether a file lies behind it, and no device or memory of the kernel's. */
    boolean hasFile() {
        return path.startsWith("/");
    }
}
