// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.ledger;

import io.github.oomwitness.cgroup.CgroupReading;
import io.github.oomwitness.jvm.HeapReading;
import io.github.oomwitness.jvm.JvmBooks;
import io.github.oomwitness.jvm.JvmMemory;

/**
 * What a ledger is made of: readings taken as close to each other as can be.
 *
 * @param timeNanos of {@link System#nanoTime()}
 * @param files of the cgroup
 * @param siblings anonymous bytes of the other processes, pages shared after a fork counted once; -1 missing
 */
public record LedgerReadings(
        long timeNanos, CgroupReading files, JvmMemory jvm, HeapReading heap, JvmBooks books, long siblings) {}
