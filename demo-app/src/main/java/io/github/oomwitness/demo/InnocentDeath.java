// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo;

import java.time.Instant;

/**
 * What was seen from outside.
 *
 * @param since from when on the two were there
 * @param exitCode the victim's, as a shell reports it
 * @param growerLives whether the one that grew outlived it
 */
record InnocentDeath(Instant since, long victimPid, int exitCode, long growerPid, boolean growerLives) {}
