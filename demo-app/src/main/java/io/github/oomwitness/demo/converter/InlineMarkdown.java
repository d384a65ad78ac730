// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands inside a line of Markdown: code, images, links, strong and emphasised text. */
final class InlineMarkdown {
    private static final Pattern SPAN = Pattern.compile("`(?<code>[^`]+)`"
            + "|!\\[(?<alt>[^\\]]*)\\]\\((?<image>[^)]+)\\)"
            + "|\\[(?<link>[^\\]]*)\\]\\((?<target>[^)]+)\\)"
            + "|\\*\\*(?<strong>[^*]+)\\*\\*"
            + "|\\*(?<emphasis>[^*]+)\\*");

    private final EmbeddedImages images;

    InlineMarkdown(EmbeddedImages images) {
        this.images = images;
    }

    String toHtml(String text) {
        StringBuilder html = new StringBuilder();
        Matcher span = SPAN.matcher(text);
        int end = 0;
        while (span.find()) {
            html.append(escape(text.substring(end, span.start()))).append(spanToHtml(span));
            end = span.end();
        }
        return html.append(escape(text.substring(end))).toString();
    }

    private String spanToHtml(Matcher span) {
        if (span.group("code") != null) {
            return "<code>" + escape(span.group("code")) + "</code>";
        }
        if (span.group("image") != null) {
            return images.toHtml(escape(span.group("alt")), span.group("image"));
        }
        if (span.group("link") != null) {
            return "<a href=\"" + escape(span.group("target")) + "\">" + escape(span.group("link")) + "</a>";
        }
        if (span.group("strong") != null) {
            return "<strong>" + escape(span.group("strong")) + "</strong>";
        }
        return "<em>" + escape(span.group("emphasis")) + "</em>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
