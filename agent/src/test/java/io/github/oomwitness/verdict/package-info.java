// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.verdict;

import org.jspecify.annotations.NullMarked;
