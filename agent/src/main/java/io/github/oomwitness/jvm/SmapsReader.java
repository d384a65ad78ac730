// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code smaps}, a part at a time: it comes to some hundred kilobytes, of which a few numbers are wanted. The kernel
 * counts pages while it is read and holds the address space's lock for as long as a part takes, so parts are small.
 */
final class SmapsReader {
    private static final int PART = 16 << 10;
    private static final int KIBIBYTE = 1024;
    private static final byte[] PSS = ascii("Pss:");
    private static final byte[] ANONYMOUS = ascii("Anonymous:");
    private static final byte[] ANONYMOUS_HUGE = ascii("AnonHugePages:");
    private static final byte[] SHARED_HUGETLB = ascii("Shared_Hugetlb:");
    private static final byte[] PRIVATE_HUGETLB = ascii("Private_Hugetlb:");

    private byte[] bytes = new byte[PART];
    private int start;
    private int length;
    private @Nullable Mapping current;
    private long pss;
    private long anonymous;
    private long anonymousHuge;
    private long hugetlb;

    /**
     * Hands on each mapping in the order of addresses.
     *
     * @throws IOException when the text cannot be read, or is none of smaps
     */
    void read(InputStream smaps, Consumer<Mapping> each) throws IOException {
        start = 0;
        length = 0;
        current = null;
        for (int end = nextLine(smaps); end >= 0; end = nextLine(smaps)) {
            take(end, each);
            start = end + 1;
        }
        finish(each);
    }

    /** The end of the line that begins at {@link #start}; -1 where none follows. */
    private int nextLine(InputStream smaps) throws IOException {
        int searched = start;
        while (true) {
            for (; searched < length; searched++) {
                if (bytes[searched] == '\n') {
                    return searched;
                }
            }
            searched -= start;
            System.arraycopy(bytes, start, bytes, 0, length - start);
            length -= start;
            start = 0;
            if (length == bytes.length) {
                // A path may be as long as PATH_MAX, and longer where its characters are escaped.
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int count = smaps.read(bytes, length, bytes.length - length);
            if (count <= 0) {
                return -1;
            }
            length += count;
        }
    }

    private void take(int end, Consumer<Mapping> each) throws IOException {
        int first = end > start ? bytes[start] : -1;
        if ((first >= '0' && first <= '9') || (first >= 'a' && first <= 'f')) {
            finish(each);
            current = header(end);
        } else if (first == 'P' && begins(PSS, end)) {
            pss = amount(PSS.length, end);
        } else if (first == 'A' && begins(ANONYMOUS, end)) {
            anonymous = amount(ANONYMOUS.length, end);
        } else if (first == 'A' && begins(ANONYMOUS_HUGE, end)) {
            anonymousHuge = amount(ANONYMOUS_HUGE.length, end);
        } else if (first == 'S' && begins(SHARED_HUGETLB, end)) {
            hugetlb += amount(SHARED_HUGETLB.length, end);
        } else if (first == 'P' && begins(PRIVATE_HUGETLB, end)) {
            hugetlb += amount(PRIVATE_HUGETLB.length, end);
        }
    }

    private void finish(Consumer<Mapping> each) {
        Mapping header = current;
        if (header != null) {
            each.accept(new Mapping(
                    header.start(),
                    header.end(),
                    header.executable(),
                    header.shared(),
                    header.device(),
                    header.path(),
                    pss,
                    anonymous,
                    anonymousHuge,
                    hugetlb));
        }
        pss = 0;
        anonymous = 0;
        anonymousHuge = 0;
        hugetlb = 0;
    }

    /** Such as {@code 7f1c2000-7f1c8000 rw-p 00000000 fe:00 1234    /path}. */
    private Mapping header(int end) throws IOException {
        String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        String[] words = line.split(" +", 6);
        int dash = words[0].indexOf('-');
        if (words.length < 5 || dash < 0 || words[1].length() < 4) {
            throw new IOException("no line of smaps: " + line);
        }
        try {
            return new Mapping(
                    Long.parseUnsignedLong(words[0].substring(0, dash), 16),
                    Long.parseUnsignedLong(words[0].substring(dash + 1), 16),
                    words[1].charAt(2) == 'x',
                    words[1].charAt(3) == 's',
                    words[3],
                    words.length < 6 ? "" : words[5].strip(),
                    0,
                    0,
                    0,
                    0);
        } catch (NumberFormatException malformed) {
            throw new IOException("no line of smaps: " + line, malformed);
        }
    }

    private boolean begins(byte[] key, int end) {
        return end - start > key.length && Arrays.equals(bytes, start, start + key.length, key, 0, key.length);
    }

    /** Bytes, of a text such as {@code       8 kB}. */
    private long amount(int offset, int end) {
        long value = 0;
        for (int i = start + offset; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            }
        }
        return value * KIBIBYTE;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
