// SPDX-License-Identifier: Apache-2.0
/** A Spring Boot application as anybody would write it. It knows nothing of the agent. */
@NullMarked
package io.github.oomwitness.bootapp;

import org.jspecify.annotations.NullMarked;
