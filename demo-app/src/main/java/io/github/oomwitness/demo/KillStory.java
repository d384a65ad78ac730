// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import io.github.oomwitness.demo.service.Answer;
import io.github.oomwitness.testbed.KernelKill;
import java.time.Instant;

/**
 * What happened, as seen from outside the service.
 *
 * @param ordinary the answer to a document that did no harm
 * @param failed the answer to the document that did
 * @param kill what the kernel logged meanwhile
 */
record KillStory(long servicePid, Instant serviceReady, Answer ordinary, Answer failed, KernelKill kill) {}
