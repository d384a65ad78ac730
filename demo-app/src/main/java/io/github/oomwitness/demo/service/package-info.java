// SPDX-License-Identifier: Apache-2.0
/** Programs of the demo as processes: started in a cgroup with the agent and a recording, asked, ended, or killed. */
@NullMarked
package io.github.oomwitness.demo.service;

import org.jspecify.annotations.NullMarked;
