// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cli;

import io.github.oomwitness.witness.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"oomwitness " + Version.current()};
    }
}
