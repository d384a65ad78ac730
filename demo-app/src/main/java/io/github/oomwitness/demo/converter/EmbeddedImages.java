// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The images that a document carries inside itself, as data URIs of a pattern to be tiled. Each is decoded to find the colour that a browser
 * shows until the image is there.
 *
 * <p>Here is the leak: every decoded bitmap is kept "for the table of figures", in direct memory, which no heap limit bounds. One image
 * is harmless; a document of many takes 4 MiB for each.
 */
final class EmbeddedImages {
    static final String DATA_URI = "data:image/x-pattern;base64,";

    private static final int WIDTH = 1024;
    private static final int HEIGHT = 1024;
    private static final int BYTES_PER_PIXEL = 4;
    private static final int BITMAP_BYTES = WIDTH * HEIGHT * BYTES_PER_PIXEL;

    private final List<ByteBuffer> bitmaps = new ArrayList<>();

    /** Takes the alternative text already escaped. */
    String toHtml(String alternative, String source) {
        if (!source.startsWith(DATA_URI)) {
            return "<img alt=\"" + alternative + "\" src=\"" + InlineMarkdown.escape(source) + "\">";
        }
        ByteBuffer bitmap = decode(Base64.getDecoder().decode(source.substring(DATA_URI.length())));
        bitmaps.add(bitmap);
        return "<img alt=\"%s\" width=\"%d\" height=\"%d\" style=\"background:%s\" src=\"%s\">"
                .formatted(alternative, WIDTH, HEIGHT, colour(bitmap), source);
    }

    private static ByteBuffer decode(byte[] pattern) {
        if (pattern.length == 0) {
            throw new IllegalArgumentException("An embedded image has no pixels");
        }
        ByteBuffer bitmap = ByteBuffer.allocateDirect(BITMAP_BYTES);
        while (bitmap.hasRemaining()) {
            bitmap.put(pattern, 0, Math.min(pattern.length, bitmap.remaining()));
        }
        return bitmap.flip();
    }

    /** The mean of a sample of the pixels. */
    private static String colour(ByteBuffer bitmap) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int pixels = 0;
        for (int offset = 0; offset < BITMAP_BYTES; offset += 997 * BYTES_PER_PIXEL) {
            red += bitmap.get(offset) & 0xff;
            green += bitmap.get(offset + 1) & 0xff;
            blue += bitmap.get(offset + 2) & 0xff;
            pixels++;
        }
        return "#%02x%02x%02x".formatted(red / pixels, green / pixels, blue / pixels);
    }
}
