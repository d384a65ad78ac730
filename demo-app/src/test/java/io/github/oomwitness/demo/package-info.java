// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.demo;

import org.jspecify.annotations.NullMarked;
