// SPDX-License-Identifier: Apache-2.0
package container;

import java.util.logging.LogManager;

/** A log manager that only a loader of the application's own knows, as WildFly's is. The test compiles it. */
public final class ContainerLogManager extends LogManager {}
