// SPDX-License-Identifier: Apache-2.0
/**
 * The test bed: real memory cgroups, real processes that outgrow them, and the kernel's log as the oracle of what happened.
 *
 * <p>Everything here acts on the machine it runs on, and fails with a sentence that says what is needed where it can't. Sizes are
 * bytes unless a name says otherwise; a number that the kernel did not give is -1.
 */
@NullMarked
package io.github.oomwitness.testbed;

import org.jspecify.annotations.NullMarked;
