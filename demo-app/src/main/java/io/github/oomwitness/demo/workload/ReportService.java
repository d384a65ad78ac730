// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A service whose work of the day is done: hardly anything of it is alive, and nobody has had a reason to collect the rest. */
public final class ReportService {
    /** What it prints once its work is done. */
    public static final String DONE = "reports made: ";

    private static final int PAGE = 64 << 10;
    private static final int PAGES_IN_A_MEBIBYTE = 16;
    private static final int CUSTOMERS_MEBIBYTES = 20;
    private static final int REPORTS_MEBIBYTES = 1500;

    /** Looked up for each report: alive as long as the service is. */
    private static final List<byte[]> CUSTOMERS = new ArrayList<>();

    private static volatile byte[] newestPage = new byte[0];

    private ReportService() {}

    /** Makes its reports, then waits for more until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < CUSTOMERS_MEBIBYTES * PAGES_IN_A_MEBIBYTE; i++) {
            CUSTOMERS.add(new byte[PAGE]);
        }
        for (int i = 0; i < REPORTS_MEBIBYTES * PAGES_IN_A_MEBIBYTE; i++) {
            newestPage = new byte[PAGE];
        }
        System.out.println(DONE + REPORTS_MEBIBYTES + " MiB for " + CUSTOMERS.size() + " customers, the last one of "
                + newestPage.length + " bytes");
        while (System.in.read() >= 0) {
            // There are no more.
        }
    }
}
