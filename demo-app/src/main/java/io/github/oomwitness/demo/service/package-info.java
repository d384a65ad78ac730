// SPDX-License-Identifier: Apache-2.0
/** The converter service as a process: started in a cgroup with the agent and a recording, asked over HTTP, ended. */
@NullMarked
package io.github.oomwitness.demo.service;

import org.jspecify.annotations.NullMarked;
