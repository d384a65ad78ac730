// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

/**
 * The two kinds of secrets that have no length and an end that has to be looked for. A regular expression looks for it anew at each place
 * where one could begin: of a command line of 128 KiB that takes minutes. Here each character is looked at a few times.
 */
final class LongSecrets {
    private static final String URL = "://";
    private static final String TOKEN = "eyJ";
    private static final int SHORTEST_HEADER = 8;

    private LongSecrets() {}

    /** What stands between the user's colon and the last @ of a word: {@code ://user:password@host}. */
    static String maskUrlPasswords(String text, String mask) {
        if (text.indexOf('@') < 0) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && !isBlank(text.charAt(end))) {
                end++;
            }
            appendWord(masked, text, start, end, mask);
            while (end < text.length() && isBlank(text.charAt(end))) {
                masked.append(text.charAt(end));
                end++;
            }
            start = end;
        }
        return masked.toString();
    }

    /** Tokens of the shape {@code header.claims.signature}; in base64 a brace and a quote are what each begins with. */
    static String maskWebTokens(String text, String mask) {
        StringBuilder masked = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = endOfTokenPart(text, start);
            int token = text.indexOf(TOKEN, start);
            boolean isToken = end < text.length()
                    && text.charAt(end) == '.'
                    && token >= 0
                    && token + TOKEN.length() + SHORTEST_HEADER <= end;
            if (isToken) {
                masked.append(text, start, token).append(mask);
                start = endOfToken(text, end);
            } else if (token < 0) {
                break;
            } else {
                int next = Math.max(Math.min(end + 1, text.length()), start + 1);
                masked.append(text, start, next);
                start = next;
            }
        }
        return masked.append(text, start, text.length()).toString();
    }

    private static void appendWord(StringBuilder masked, String text, int start, int end, String mask) {
        int lastAt = text.lastIndexOf('@', end - 1);
        int colon = lastAt < start ? -1 : colonBeforePassword(text, start, lastAt);
        if (colon < 0) {
            masked.append(text, start, end);
        } else {
            masked.append(text, start, colon + 1).append(mask).append(text, lastAt, end);
        }
    }

    /** The first one that ends a user's name behind a {@code ://}; -1 where there is none before the end. */
    private static int colonBeforePassword(String text, int start, int end) {
        int url = text.indexOf(URL, start);
        while (url >= 0 && url < end) {
            int place = url + URL.length();
            while (place < end && ":@/".indexOf(text.charAt(place)) < 0) {
                place++;
            }
            if (place < end && text.charAt(place) == ':') {
                return place;
            }
            url = text.indexOf(URL, url + 1);
        }
        return -1;
    }

    private static int endOfToken(String text, int firstDot) {
        int end = endOfTokenPart(text, firstDot + 1);
        return end < text.length() && text.charAt(end) == '.' ? endOfTokenPart(text, end + 1) : end;
    }

    private static int endOfTokenPart(String text, int start) {
        int end = start;
        while (end < text.length() && isTokenCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isTokenCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }

    /** What a regular expression calls white space. */
    private static boolean isBlank(char character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
