// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup;

import java.util.Arrays;

/**
 * A line of {@code memory.stat}: bytes, or counts where the name says pages or faults. The meaning is that of cgroup
 * v2 (Documentation/admin-guide/cgroup-v2.rst); v1 has fewer.
 */
public enum MemoryStatField {
    /** Anonymous memory: heaps, stacks, garbage not collected. */
    ANON("anon", "total_rss"),
    /** Page cache, {@link #SHMEM} included. */
    FILE("file", "total_cache"),
    /** All kernel memory (Linux 5.18 and later); on v1 {@code memory.kmem.usage_in_bytes}. Sockets are not in it. */
    KERNEL("kernel", ""),
    KERNEL_STACK("kernel_stack", ""),
    PAGE_TABLES("pagetables", ""),
    PERCPU("percpu", ""),
    /** Buffers of sockets. v1 keeps a counter of its own for them, beside the usage and not part of it. */
    SOCK("sock", ""),
    VMALLOC("vmalloc", ""),
    /** Memory of tmpfs and shared anonymous mappings: it cannot be dropped as other page cache can. */
    SHMEM("shmem", "total_shmem"),
    /** What zswap's compressed pages take up. */
    ZSWAP("zswap", ""),
    /** What they would take up uncompressed. */
    ZSWAPPED("zswapped", ""),
    FILE_MAPPED("file_mapped", "total_mapped_file"),
    DIRTY("file_dirty", "total_dirty"),
    WRITEBACK("file_writeback", "total_writeback"),
    SWAP_CACHED("swapcached", "total_swapcached"),
    ANON_HUGE("anon_thp", "total_rss_huge"),
    INACTIVE_ANON("inactive_anon", "total_inactive_anon"),
    ACTIVE_ANON("active_anon", "total_active_anon"),
    INACTIVE_FILE("inactive_file", "total_inactive_file"),
    ACTIVE_FILE("active_file", "total_active_file"),
    UNEVICTABLE("unevictable", "total_unevictable"),
    SLAB_RECLAIMABLE("slab_reclaimable", ""),
    SLAB_UNRECLAIMABLE("slab_unreclaimable", ""),
    REFAULT_ANON("workingset_refault_anon", "total_workingset_refault_anon"),
    REFAULT_FILE("workingset_refault_file", "total_workingset_refault_file"),
    PAGES_SCANNED("pgscan", "total_pgscan"),
    PAGES_STOLEN("pgsteal", "total_pgsteal"),
    PAGE_FAULTS("pgfault", "total_pgfault"),
    MAJOR_PAGE_FAULTS("pgmajfault", "total_pgmajfault");

    private final String v2Key;
    private final String v1Key;

    MemoryStatField(String v2Key, String v1Key) {
        this.v2Key = v2Key;
        this.v1Key = v1Key;
    }

    /** Its place in an array of all: a map would box a number for each of them, every second. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** Its name in the file; empty where that version has none. */
    String key(CgroupVersion version) {
        return version == CgroupVersion.V1 ? v1Key : v2Key;
    }

    /** The names of all fields in their order, then {@code more}. */
    static String[] keys(CgroupVersion version, String... more) {
        String[] keys = Arrays.copyOf(more, values().length + more.length);
        for (MemoryStatField field : values()) {
            keys[field.index()] = field.key(version);
        }
        System.arraycopy(more, 0, keys, values().length, more.length);
        return keys;
    }
}
