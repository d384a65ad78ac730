// SPDX-License-Identifier: Apache-2.0
/** Programs that use memory as services do which are killed for it. */
@NullMarked
package io.github.oomwitness.demo.workload;

import org.jspecify.annotations.NullMarked;
