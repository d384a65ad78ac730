// SPDX-License-Identifier: Apache-2.0
/**
 * The application that the demo looks at: a small document converter. An HTTP endpoint hands each document to a child process, so that a
 * bad document cannot bring down the service; which is why the service learns no more of its end than an exit code.
 */
@NullMarked
package io.github.oomwitness.demo.converter;

import org.jspecify.annotations.NullMarked;
