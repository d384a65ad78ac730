// SPDX-License-Identifier: Apache-2.0
/**
 * What the JVM itself enters: compiled for Java 8, so that a JVM that is too old prints one line and runs on.
 *
 * <p>These classes are the only ones that the application's class loader can find. They do as little as possible and
 * reach everything else through {@link io.github.oomwitness.entry.IsolatedLoader} by name.
 */
package io.github.oomwitness.entry;
