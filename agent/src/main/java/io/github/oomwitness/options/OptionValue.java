// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/**
 * The text of an option, and where it was found.
 *
 * @param origin for a person: "default", "agent argument", "property x" or "environment X"
 */
record OptionValue(String text, String origin) {}
