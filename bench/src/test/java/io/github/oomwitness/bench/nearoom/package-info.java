// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.bench.nearoom;

import org.jspecify.annotations.NullMarked;
