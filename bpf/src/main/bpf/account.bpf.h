/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * What a memory cgroup's memory was used for, as memory.stat and the kernel's report have it: the sums over the cgroup
 * and those below it, as of the kernel's last flush. The report flushes them just before the first death, unless the
 * limit on messages keeps it silent; then they are up to two seconds old.
 *
 * The kernel keeps only those of its counts that cgroups need, close together, and which stands where is in a table
 * that no type information leads to (events since 6.1, memory since 6.10). Its address comes from kallsyms, which
 * answers loaders with CAP_SYSLOG; for others the counts are not available there.
 */
#ifndef ACCOUNT_BPF_H
#define ACCOUNT_BPF_H

#include "kernel.h"
#include "memcg.bpf.h"
#include "oomwitness.h"
#include "workspace.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* What such a table says of a count that cgroups do not keep, since 6.13. Before that 0, and others are one too high. */
#define NO_PLACE 0xff

static const char state_table_name[] = "mem_cgroup_stats_index";
static const char event_table_name[] = "mem_cgroup_events_index";

/* Before 5.13 the mem_cgroup has two plain arrays. */
static __always_inline bool counts_in_arrays(void)
{
	return bpf_core_field_exists(struct mem_cgroup___before_5_13, vmevents);
}

static __always_inline __u32 state_count(void)
{
	if (counts_in_arrays())
		return bpf_core_field_size(struct mem_cgroup___before_5_13, vmstats) / sizeof(long);
	return bpf_core_field_size(struct memcg_vmstats, state) / sizeof(long);
}

static __always_inline __u32 event_count(void)
{
	if (counts_in_arrays())
		return bpf_core_field_size(struct mem_cgroup___before_5_13, vmevents) / sizeof(long);
	return bpf_core_field_size(struct memcg_vmstats, events) / sizeof(long);
}

static __always_inline bool states_need_table(void)
{
	return state_count() != bpf_core_enum_value(enum memcg_stat_item, MEMCG_NR_STAT);
}

static __always_inline bool events_need_table(void)
{
	return event_count() != bpf_core_enum_value(enum vm_event_item, NR_VM_EVENT_ITEMS);
}

static __always_inline __u8 byte_at(__u64 address)
{
	__u8 byte = 0;

	bpf_probe_read_kernel(&byte, sizeof(byte), (void *)address);
	return byte;
}

/* No kernel counts isolated pages, or the runs of kswapd, for each cgroup: what stands there is the form's mark. */
static __always_inline void learn_state_table(struct count_table *table)
{
	__u8 unkept = byte_at(table->address + bpf_core_enum_value(enum node_stat_item, NR_ISOLATED_ANON));

	table->width = unkept == NO_PLACE || unkept == 0 ? 1 : 0;
	table->bias = unkept == NO_PLACE ? 0 : 1;
}

static __always_inline void learn_event_table(struct count_table *table)
{
	__u8 unkept = byte_at(table->address + bpf_core_enum_value(enum vm_event_item, PAGEOUTRUN));

	table->width = 0;
	if (unkept == NO_PLACE) {
		table->width = 1;
		table->bias = 0;
		return;
	}
	/* The first two counts are the first two kept: a table of bytes has 1, 2 there, one of ints 1, 0, 0, 0, 2. */
	table->bias = 1;
	if (byte_at(table->address) == 1 && byte_at(table->address + 1) == 2)
		table->width = 1;
	else if (byte_at(table->address) == 1 && !byte_at(table->address + 1) && byte_at(table->address + 4) == 2)
		table->width = 4;
}

static __always_inline int find_tables(void)
{
	struct workspace *space = workspace();
	__u64 address;

	if (!space)
		return 0;
	address = 0;
	if (!bpf_kallsyms_lookup_name(state_table_name, sizeof(state_table_name), 0, &address) && address) {
		space->state_table.address = address;
		learn_state_table(&space->state_table);
	}
	address = 0;
	if (!bpf_kallsyms_lookup_name(event_table_name, sizeof(event_table_name), 0, &address) && address) {
		space->event_table.address = address;
		learn_event_table(&space->event_table);
	}
	return 0;
}

/* Where the count stands among those kept; -1 where that cannot be known. */
static __always_inline int place_in(struct count_table *table, __u32 item)
{
	if (!table->width)
		return -1;
	return (int)byte_at(table->address + (__u64)item * table->width) - table->bias;
}

static __always_inline __s64 count_at(__u64 counts, int place, __u32 count)
{
	__s64 value = 0;

	if (place < 0 || (__u32)place >= count)
		return NOT_AVAILABLE;
	if (bpf_probe_read_kernel(&value, sizeof(value), (void *)(counts + place * sizeof(value))))
		return NOT_AVAILABLE;
	/* Sums of what the CPUs have told so far: as the kernel does when it shows them. */
	return value < 0 ? 0 : value;
}

static __noinline __s64 state_of(struct workspace *space, __u32 item)
{
	int place = states_need_table() ? place_in(&space->state_table, item) : (int)item;

	return count_at(space->states, place, state_count());
}

static __noinline __s64 event_of(struct workspace *space, __u32 item)
{
	int place = events_need_table() ? place_in(&space->event_table, item) : (int)item;

	return count_at(space->events, place, event_count());
}

#define STATE(space, kind, item)                                                                                       \
	(bpf_core_enum_value_exists(enum kind, item) ? state_of(space, bpf_core_enum_value(enum kind, item)) :         \
						       NOT_AVAILABLE)

/* Events, or among the states where newer kernels (7.2 does) have moved them. */
#define RECLAIM(space, item)                                                                                           \
	(bpf_core_enum_value_exists(enum vm_event_item, item) ?                                                        \
		 event_of(space, bpf_core_enum_value(enum vm_event_item, item)) :                                      \
		 STATE(space, node_stat_item___reclaim, item##___reclaim))

static __always_inline __s64 kib_to_bytes(__s64 kib)
{
	return kib < 0 ? kib : kib << 10;
}

static __always_inline __s64 known(__s64 part)
{
	return part < 0 ? 0 : part;
}

/* The sum is known if its first part is: newer kernels have more parts, and older ones do not keep all for cgroups. */
static __always_inline __s64 sum_of(__s64 first, __s64 second, __s64 third, __s64 fourth)
{
	return first < 0 ? NOT_AVAILABLE : first + known(second) + known(third) + known(fourth);
}

/* A pointer since 6.1, a part of the mem_cgroup before. */
static __always_inline __u64 vmstats_of(struct mem_cgroup *memcg)
{
	if (bpf_core_field_exists(struct mem_cgroup___before_6_1, vmstats))
		return (__u64)memcg + bpf_core_field_offset(struct mem_cgroup___before_6_1, vmstats);
	return (__u64)BPF_CORE_READ(memcg, vmstats);
}

static __always_inline void find_counts(struct workspace *space, struct mem_cgroup *memcg)
{
	__u64 vmstats;

	if (counts_in_arrays()) {
		space->states = (__u64)memcg + bpf_core_field_offset(struct mem_cgroup___before_5_13, vmstats);
		space->events = (__u64)memcg + bpf_core_field_offset(struct mem_cgroup___before_5_13, vmevents);
		return;
	}
	vmstats = vmstats_of(memcg);
	space->states = vmstats + bpf_core_field_offset(struct memcg_vmstats, state);
	space->events = vmstats + bpf_core_field_offset(struct memcg_vmstats, events);
}

static __always_inline void record_account(struct memory_account *account, struct workspace *space,
					   struct mem_cgroup *memcg)
{
	find_counts(space, memcg);
	account->anon = STATE(space, node_stat_item, NR_ANON_MAPPED);
	/* Up to 5.11 in huge pages, of a size that nothing tells. */
	account->anon_huge = counts_in_arrays() ? NOT_AVAILABLE : STATE(space, node_stat_item, NR_ANON_THPS);
	account->file = STATE(space, node_stat_item, NR_FILE_PAGES);
	account->shmem = STATE(space, node_stat_item, NR_SHMEM);
	account->kernel_stack_bytes = kib_to_bytes(STATE(space, node_stat_item, NR_KERNEL_STACK_KB));
	account->page_tables = STATE(space, node_stat_item, NR_PAGETABLE);
	account->percpu_bytes = STATE(space, memcg_stat_item, MEMCG_PERCPU_B);
	account->vmalloc = bpf_core_enum_value_exists(enum memcg_stat_item, MEMCG_VMALLOC) ?
				   STATE(space, memcg_stat_item, MEMCG_VMALLOC) :
				   STATE(space, node_stat_item, NR_VMALLOC);
	account->sock = STATE(space, memcg_stat_item, MEMCG_SOCK);
	account->slab_reclaimable_bytes = STATE(space, node_stat_item, NR_SLAB_RECLAIMABLE_B);
	account->slab_unreclaimable_bytes = STATE(space, node_stat_item, NR_SLAB_UNRECLAIMABLE_B);
	account->unevictable = STATE(space, node_stat_item, NR_UNEVICTABLE);
	account->zswap_bytes = STATE(space, memcg_stat_item, MEMCG_ZSWAP_B);
	account->swap_cached = STATE(space, node_stat_item, NR_SWAPCACHE);
	account->workingset_refault_anon = STATE(space, node_stat_item, WORKINGSET_REFAULT_ANON);
	account->workingset_refault_file = STATE(space, node_stat_item, WORKINGSET_REFAULT_FILE);
	account->pages_scanned = sum_of(RECLAIM(space, PGSCAN_KSWAPD), RECLAIM(space, PGSCAN_DIRECT),
					RECLAIM(space, PGSCAN_KHUGEPAGED), RECLAIM(space, PGSCAN_PROACTIVE));
	account->pages_stolen = sum_of(RECLAIM(space, PGSTEAL_KSWAPD), RECLAIM(space, PGSTEAL_DIRECT),
				       RECLAIM(space, PGSTEAL_KHUGEPAGED), RECLAIM(space, PGSTEAL_PROACTIVE));
	account->swap_fail_count = read_swap_fail_count(memcg);
}

#endif
