// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import static org.junit.platform.launcher.EngineFilter.includeEngines;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs integration tests by their tags where there is no Maven: in a guest of the test bed, which is too slow for one. One JVM
 * does so for all rungs, because its start takes longer than most tests.
 */
public final class TaggedTests {
    /** All that have the tag "testbed": to look for them would take a guest longer than to run most of them. */
    static final List<Class<?>> CLASSES = List.of(
            RefusedRungIT.class,
            AllKindsOfKillIT.class,
            OddVictimsIT.class,
            CgroupNamespaceIT.class,
            ScopeIT.class,
            ProcessKillIT.class,
            ReclaimStallIT.class,
            LowerRungIT.class,
            LedgerIT.class,
            WholeMachineIT.class);

    private static final String REFUSAL = "refusal";

    private TaggedTests() {}

    /**
     * Prints a line {@code cell: RUNG RESULT} for each rung, RESULT being passed, refused or failed: it has passed if at least one test
     * ran and all that ran passed. Ends with 0 if none has failed, otherwise with 1.
     *
     * @param arguments for each rung its name, the tag of the tests that it has to pass, and, where that is "refusal", what the agent
     *     has to say there, otherwise nothing
     */
    public static void main(String[] arguments) {
        Launcher launcher = LauncherFactory.create();
        boolean allWell = true;
        for (int index = 0; index < arguments.length; index += 3) {
            String rung = arguments[index];
            String tag = arguments[index + 1];
            System.setProperty(RungUnderTest.PROPERTY, rung);
            System.setProperty(RefusedRungIT.PROPERTY, arguments[index + 2]);
            boolean well = passes(launcher, tag);
            System.out.println("cell: " + rung + " " + (!well ? "failed" : tag.equals(REFUSAL) ? "refused" : "passed"));
            allWell &= well;
        }
        System.exit(allWell ? 0 : 1);
    }

    private static boolean passes(Launcher launcher, String tag) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(CLASSES.stream().map(DiscoverySelectors::selectClass).toList())
                .filters(includeEngines("junit-jupiter"), includeTags("testbed & " + tag))
                .build();
        PrintedResults results = new PrintedResults(System.out);
        launcher.execute(request, results);
        return results.allPassed();
    }
}
