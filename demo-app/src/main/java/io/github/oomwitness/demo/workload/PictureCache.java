// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.workload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A service that keeps each picture it was asked for in a direct buffer, and lets go of none. */
public final class PictureCache {
    /** What it prints before it takes the first request. */
    public static final String READY = "pictures are served";

    private static final int PICTURE = 1 << 20;
    private static final int PAUSE_MILLIS = 25;

    private static final List<ByteBuffer> CACHE = new ArrayList<>();

    private PictureCache() {}

    /** Serves about 40 pictures a second, as long as there is memory. */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(READY);
        while (true) {
            keep();
            pause();
        }
    }

    private static void keep() {
        CACHE.add(ByteBuffer.allocateDirect(PICTURE));
    }

    @SuppressWarnings("ThreadSleep") // as long as it takes until the next request
    private static void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }
}
