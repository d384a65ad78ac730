// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.oomwitness.demo.converter;

import org.jspecify.annotations.NullMarked;
