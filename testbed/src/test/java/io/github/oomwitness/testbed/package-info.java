// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.testbed;

import org.jspecify.annotations.NullMarked;
