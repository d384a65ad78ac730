// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.service;

import java.time.Duration;
import java.time.Instant;

/**
 * What the service answered.
 *
 * @param asked when the request was sent
 * @param took until the whole answer was there
 */
public record Answer(int status, String body, Instant asked, Duration took) {
    public Instant answered() {
        return asked.plus(took);
    }
}
