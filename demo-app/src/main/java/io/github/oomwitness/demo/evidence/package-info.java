// SPDX-License-Identifier: Apache-2.0
/** What the recording, the kernel's log and the scrape say of a kill, and whether they agree. */
@NullMarked
package io.github.oomwitness.demo.evidence;

import org.jspecify.annotations.NullMarked;
