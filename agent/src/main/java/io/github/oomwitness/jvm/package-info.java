// SPDX-License-Identifier: Apache-2.0
/** What there is to know about the JVM the agent runs in. */
@NullMarked
package io.github.oomwitness.jvm;

import org.jspecify.annotations.NullMarked;
