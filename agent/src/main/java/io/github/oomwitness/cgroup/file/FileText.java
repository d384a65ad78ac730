// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.cgroup.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one kernel file in a buffer that is used again for the next, with a cursor over its lines and the words
 * in them. For one thread.
 *
 * <p>Only lines that end in a newline count: the kernel ends each with one, so that a last line without is a cut-off
 * one, whose number may be a tenth of the real one.
 */
public final class FileText {
    /** What {@link #wordAsLong()} answers for a word that is no number. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE;

    /** What {@link #wordAsLong()} answers for a number that a {@code long} cannot hold. */
    public static final long TOO_LARGE = Long.MAX_VALUE;

    private static final int FIRST_CAPACITY = 4096;
    private static final int LARGEST_DIGIT_COUNT_WITHOUT_OVERFLOW = 18;

    private byte[] bytes;
    private int length;
    private int next;
    private int lineEnd;
    private int cursor;
    private int wordStart;
    private int wordEnd;

    public FileText() {
        bytes = new byte[FIRST_CAPACITY];
    }

    private FileText(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
    }

    /** A text from memory instead of a file. */
    public static FileText of(String text) {
        return new FileText(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the file from where it stands to its end, and puts the cursor before the first line.
     *
     * @param limit the most bytes to read: what is beyond is left out
     * @throws IOException when the file cannot be read
     */
    void fill(RandomAccessFile file, int limit) throws IOException {
        clear();
        int count = file.read(bytes, 0, Math.min(bytes.length, limit));
        while (count > 0) {
            length += count;
            if (length == bytes.length && length < limit) {
                bytes = Arrays.copyOf(bytes, Math.min(bytes.length * 2, limit));
            }
            count = file.read(bytes, length, Math.min(bytes.length, limit) - length);
        }
    }

    void clear() {
        length = 0;
        rewind();
    }

    /** Puts the cursor before the first line again. */
    public void rewind() {
        next = 0;
        lineEnd = 0;
        cursor = 0;
        wordStart = 0;
        wordEnd = 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** Goes to the next line that is there as a whole; false at the end. */
    public boolean nextLine() {
        for (int i = next; i < length; i++) {
            if (bytes[i] == '\n') {
                cursor = next;
                wordStart = next;
                wordEnd = next;
                lineEnd = i;
                next = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Whether bytes without a closing newline follow the lines: the text was cut off. */
    public boolean isCutOff() {
        return length > 0 && bytes[length - 1] != '\n';
    }

    /** Goes to the line's next word, which blanks (space, tab) or the line's end delimit; false at the line's end. */
    public boolean nextWord() {
        int start = cursor;
        while (start < lineEnd && isBlank(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < lineEnd && !isBlank(bytes[end])) {
            end++;
        }
        wordStart = start;
        wordEnd = end;
        cursor = end;
        return end > start;
    }

    /** Makes the current word what follows {@code delimiter} in it; false, and nothing done, where it has none. */
    public boolean nextInWord(char delimiter) {
        for (int i = wordStart; i < wordEnd; i++) {
            if (bytes[i] == delimiter) {
                wordStart = i + 1;
                return true;
            }
        }
        return false;
    }

    /** Puts the cursor behind the line's last {@code character}; false, and nothing done, where it has none. */
    public boolean skipPastLast(char character) {
        for (int i = lineEnd - 1; i >= cursor; i--) {
            if (bytes[i] == character) {
                cursor = i + 1;
                return true;
            }
        }
        return false;
    }

    public boolean wordIs(byte[] ascii) {
        return Arrays.equals(bytes, wordStart, wordEnd, ascii, 0, ascii.length);
    }

    public boolean wordStartsWith(byte[] ascii) {
        return wordEnd - wordStart >= ascii.length
                && Arrays.equals(bytes, wordStart, wordStart + ascii.length, ascii, 0, ascii.length);
    }

    int wordHash() {
        return KeyTable.hash(bytes, wordStart, wordEnd);
    }

    /** The word as a decimal integer, with or without a minus sign; {@link #NOT_A_NUMBER}, {@link #TOO_LARGE}. */
    public long wordAsLong() {
        boolean negative = wordStart < wordEnd && bytes[wordStart] == '-';
        int start = negative ? wordStart + 1 : wordStart;
        if (start == wordEnd) {
            return NOT_A_NUMBER;
        }
        long value = 0;
        boolean tooLarge = false;
        for (int i = start; i < wordEnd; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            tooLarge |= i - start >= LARGEST_DIGIT_COUNT_WITHOUT_OVERFLOW && value > (Long.MAX_VALUE - digit) / 10;
            value = value * 10 + digit;
        }
        if (tooLarge) {
            return negative ? NOT_A_NUMBER : TOO_LARGE;
        }
        return negative ? -value : value;
    }

    /** The word as a decimal fraction such as {@code 12.34}, 0 or more; NaN for anything else. */
    public double wordAsFraction() {
        long digits = 0;
        long scale = 0;
        int count = 0;
        for (int i = wordStart; i < wordEnd; i++) {
            if (bytes[i] == '.' && scale == 0 && count > 0) {
                scale = 1;
                continue;
            }
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || ++count > LARGEST_DIGIT_COUNT_WITHOUT_OVERFLOW) {
                return Double.NaN;
            }
            digits = digits * 10 + digit;
            scale *= 10;
        }
        if (count == 0) {
            return Double.NaN;
        }
        return scale == 0 ? digits : (double) digits / scale;
    }

    public String word() {
        return new String(bytes, wordStart, wordEnd - wordStart, StandardCharsets.UTF_8);
    }

    /** What follows the cursor in the line, without the blanks before it. */
    public String restOfLine() {
        int start = cursor;
        while (start < lineEnd && isBlank(bytes[start])) {
            start++;
        }
        return new String(bytes, start, lineEnd - start, StandardCharsets.UTF_8);
    }

    /** The whole text, lines or not. */
    public String all() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }
}
