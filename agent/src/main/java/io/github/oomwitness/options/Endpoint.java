// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.options;

/**
 * Where to listen.
 *
 * @param host a name or an address; loopback unless the user names one
 * @param port 0 to 65535; 0 takes a free one
 */
public record Endpoint(String host, int port) {
    static final String LOOPBACK = "127.0.0.1";

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
