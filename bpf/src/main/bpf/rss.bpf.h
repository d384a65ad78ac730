/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The resident pages of an address space, to the page. Since 6.2 each count is a percpu_counter, whose .count alone
 * is off by up to batch x CPUs (lib/percpu_counter.c): 128 kB on 2 CPUs, tens of MB on a large host.
 */
#ifndef RSS_BPF_H
#define RSS_BPF_H

#include "kernel.h"
#include "oomwitness.h"
#include "shared.bpf.h"
#include "workspace.bpf.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

/* The product is more than CONFIG_NR_CPUS of any distribution. */
#define CPU_BATCHES 128
#define CPU_BATCH 64

/*
 * Holds nothing. No helper tells where a CPU's data begins, but this map's value lies as far from the map's base on
 * each CPU as all other per-CPU data does from its own.
 */
struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} cpu_ruler SEC(".maps");

/* The verifier refuses to subtract its pointers; what is read back from memory is a number to it. */
static __always_inline u64 address_of(const void *pointer)
{
	const void *volatile held = pointer;
	u64 address = 0;

	bpf_probe_read_kernel(&address, sizeof(address), (const void *)&held);
	return address;
}

static __always_inline s64 share_of_cpu(s32 *counters, u64 cpu_offset)
{
	s32 share = 0;

	bpf_probe_read_kernel(&share, sizeof(share), (void *)counters + cpu_offset);
	return share;
}

/* Before 6.2 each thread holds back what it has not yet added; nothing finds all of those. */
static __always_inline bool counts_per_thread(void)
{
	return bpf_core_field_exists(struct mm_struct___before_6_2, rss_stat.count);
}

/* Global, as all functions here that take addresses as numbers: the verifier then goes through it once, not per call. */
__noinline int add_shares_of_cpus(u64 mm_address, __u32 first_cpu)
{
	struct mm_struct *mm = (void *)mm_address;
	struct workspace *space = workspace();
	s32 *file, *anon, *swap, *shmem;
	struct bpf_array *ruler;
	__u32 zero = 0;
	u64 base;

	/* Nobody calls it then, but the verifier goes through it all the same. */
	if (!space || counts_per_thread())
		return 0;

	file = BPF_CORE_READ(mm, rss_stat[MM_FILEPAGES].counters);
	anon = BPF_CORE_READ(mm, rss_stat[MM_ANONPAGES].counters);
	swap = BPF_CORE_READ(mm, rss_stat[MM_SWAPENTS].counters);
	shmem = BPF_CORE_READ(mm, rss_stat[MM_SHMEMPAGES].counters);
	ruler = (void *)address_of(&cpu_ruler);
	base = (u64)BPF_CORE_READ(ruler, pptrs[0]);

	for (__u32 i = 0; i < CPU_BATCH && first_cpu + i < shared.cpu_count; i++) {
		u64 address = address_of(bpf_map_lookup_percpu_elem(&cpu_ruler, &zero, first_cpu + i));

		if (!address)
			break;
		space->record.victim_file_rss += share_of_cpu(file, address - base);
		space->record.victim_anon_rss += share_of_cpu(anon, address - base);
		space->record.victim_swap += share_of_cpu(swap, address - base);
		space->record.victim_shmem_rss += share_of_cpu(shmem, address - base);
	}
	return 0;
}

static __always_inline void record_rss_before_6_2(struct kill_record *record, struct mm_struct___before_6_2 *mm)
{
	record->victim_file_rss = BPF_CORE_READ(mm, rss_stat.count[MM_FILEPAGES].counter);
	record->victim_anon_rss = BPF_CORE_READ(mm, rss_stat.count[MM_ANONPAGES].counter);
	record->victim_swap = BPF_CORE_READ(mm, rss_stat.count[MM_SWAPENTS].counter);
	record->victim_shmem_rss = BPF_CORE_READ(mm, rss_stat.count[MM_SHMEMPAGES].counter);
	record->flags |= KILL_RSS_APPROXIMATE;
}

static __always_inline void record_rss_since_6_2(struct kill_record *record, struct mm_struct *mm)
{
	record->victim_file_rss = BPF_CORE_READ(mm, rss_stat[MM_FILEPAGES].count);
	record->victim_anon_rss = BPF_CORE_READ(mm, rss_stat[MM_ANONPAGES].count);
	record->victim_swap = BPF_CORE_READ(mm, rss_stat[MM_SWAPENTS].count);
	record->victim_shmem_rss = BPF_CORE_READ(mm, rss_stat[MM_SHMEMPAGES].count);
	for (__u32 i = 0; i < CPU_BATCHES && i * CPU_BATCH < shared.cpu_count; i++)
		add_shares_of_cpus((u64)mm, i * CPU_BATCH);
}

/* CPUs are read one after the other, and a page may move meanwhile: a sum of few can come out below zero. */
static __always_inline s64 not_negative(s64 pages)
{
	return pages < 0 ? 0 : pages;
}

static __always_inline void record_rss(struct kill_record *record, struct mm_struct *mm)
{
	if (counts_per_thread())
		record_rss_before_6_2(record, (void *)mm);
	else
		record_rss_since_6_2(record, mm);

	record->victim_file_rss = not_negative(record->victim_file_rss);
	record->victim_anon_rss = not_negative(record->victim_anon_rss);
	record->victim_swap = not_negative(record->victim_swap);
	record->victim_shmem_rss = not_negative(record->victim_shmem_rss);
}

#endif
