// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Masks what looks like a secret in a command line: values of options, properties, variables and headers with telling
 * names, credentials in URLs, and texts in the shape of well-known keys and tokens. In doubt it masks too much: from a
 * secret's start to the end of its argument.
 */
final class SecretMask {
    private static final String MASK = "***";

    /** Parts of names, in lower case and without dashes, dots and underscores. */
    private static final List<String> TELLING_PARTS = List.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "authorization",
            "bearer",
            "signature",
            "cookie",
            "session",
            "connectionstring");

    private static final List<String> TELLING_ENDS = List.of("pass", "pwd", "auth", "key", "pat", "sig", "salt", "pw");

    /** Options that the whole world writes as one letter, by program. */
    private static final Map<String, Set<String>> SECRET_OPTIONS = Map.of(
            "sshpass", Set.of("-p"),
            "redis-cli", Set.of("-a"),
            "docker", Set.of("-p"),
            "podman", Set.of("-p"),
            "mongo", Set.of("-p"),
            "mongosh", Set.of("-p"),
            "ldapsearch", Set.of("-w"));

    private static final Set<String> PROGRAMS_WITH_ATTACHED_PASSWORD =
            Set.of("mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump", "mariadb-admin", "sqlcmd");

    private static final Set<String> USER_OPTIONS = Set.of("-u", "--user", "-U", "--proxy-user");

    private static final Pattern URL_USER = Pattern.compile("://[^\\s:@/?#]+@");
    private static final Pattern WELL_KNOWN_SHAPES = Pattern.compile("(?:AKIA|ASIA)[A-Z0-9]{16}"
            + "|gh[pousr]_[A-Za-z0-9]{16,}"
            + "|github_pat_\\w{16,}"
            + "|glpat-[\\w-]{16,}"
            + "|xox[a-z]-[\\w-]{8,}"
            + "|sk-[\\w-]{16,}"
            + "|(?i:bearer|basic)\\s+\\S+"
            + "|(?s:-----BEGIN.*)");

    private SecretMask() {}

    static List<String> mask(List<String> arguments) {
        String program = CommandLine.fileName(arguments.get(0));
        List<String> masked = new ArrayList<>(arguments.size());
        masked.add(maskWithin(arguments.get(0)));
        for (int i = 1; i < arguments.size(); i++) {
            String before = arguments.get(i - 1);
            masked.add(
                    i > 1 && announcesSecret(program, before)
                            ? MASK
                            : maskArgument(program, i > 1 && USER_OPTIONS.contains(before), arguments.get(i)));
        }
        return List.copyOf(masked);
    }

    private static boolean announcesSecret(String program, String option) {
        if (SECRET_OPTIONS.getOrDefault(program, Set.of()).contains(option)) {
            return true;
        }
        boolean isOptionAlone = option.startsWith("-") && option.indexOf('=') < 0 && option.indexOf(':') < 0;
        return isOptionAlone && isTelling(option);
    }

    private static String maskArgument(String program, boolean isUser, String argument) {
        int colon = argument.indexOf(':');
        if (isUser && colon >= 0) {
            return argument.substring(0, colon + 1) + MASK;
        }
        boolean hasPassword = argument.length() > 2
                && (argument.startsWith("-p") || argument.startsWith("-P"))
                && PROGRAMS_WITH_ATTACHED_PASSWORD.contains(program);
        return hasPassword ? argument.substring(0, 2) + MASK : maskWithin(argument);
    }

    private static String maskWithin(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char separator = argument.charAt(i);
            if ((separator == '=' || separator == ':') && isTelling(nameBefore(argument, i))) {
                return maskShapes(argument.substring(0, i + 1)) + MASK;
            }
        }
        return maskShapes(argument);
    }

    private static String maskShapes(String text) {
        String withoutPassword = LongSecrets.maskUrlPasswords(text, MASK);
        String withoutUser = URL_USER.matcher(withoutPassword).replaceAll("://" + MASK + "@");
        String withoutTokens = LongSecrets.maskWebTokens(withoutUser, MASK);
        return WELL_KNOWN_SHAPES.matcher(withoutTokens).replaceAll(MASK);
    }

    /** The name that ends at {@code end}, blanks and quotes between them left out, as in {@code "password" : "..."}. */
    private static String nameBefore(String text, int end) {
        int last = end;
        while (last > 0 && " \"'".indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        int first = last;
        while (first > 0 && isNameCharacter(text.charAt(first - 1))) {
            first--;
        }
        return text.substring(first, last);
    }

    private static boolean isNameCharacter(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == '_' || character == '.';
    }

    private static boolean isTelling(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(c -> letters.append((char) c));
        String plain = letters.toString();
        return TELLING_PARTS.stream().anyMatch(plain::contains)
                || TELLING_ENDS.stream().anyMatch(plain::endsWith);
    }
}
