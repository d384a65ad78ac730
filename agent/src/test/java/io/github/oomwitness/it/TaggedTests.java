// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.EngineFilter.includeEngines;
import static org.junit.platform.launcher.TagFilter.includeTags;

import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs integration tests by their tags where there is no Maven: in a guest of the test bed, which is too slow for one. */
public final class TaggedTests {
    private TaggedTests() {}

    /**
     * Ends with 0 if at least one test ran and all that ran passed, otherwise with 1.
     *
     * @param arguments a tag expression of JUnit, such as {@code testbed & cgroup_files}
     */
    public static void main(String[] arguments) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(TaggedTests.class.getPackageName()))
                .filters(includeClassNamePatterns(".*IT"), includeEngines("junit-jupiter"), includeTags(arguments[0]))
                .build();
        PrintedResults results = new PrintedResults(System.out);
        LauncherFactory.create().execute(request, results);
        System.exit(results.allPassed() ? 0 : 1);
    }
}
