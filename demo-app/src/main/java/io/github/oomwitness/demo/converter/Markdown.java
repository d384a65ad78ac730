// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a small Markdown: headings, paragraphs, lists, quotes and fenced code. What is inside a block is {@link InlineMarkdown}'s. */
final class Markdown {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*)");
    private static final Pattern ITEM = Pattern.compile("[-*]\\s+(.*)");
    private static final Pattern QUOTE = Pattern.compile(">\\s?(.*)");
    private static final String FENCE = "```";

    private final InlineMarkdown inline;
    private final StringBuilder html = new StringBuilder();
    private final List<String> pending = new ArrayList<>();
    private Block block = Block.NONE;

    private Markdown(InlineMarkdown inline) {
        this.inline = inline;
    }

    /** What the lines that came last belong to. */
    private enum Block {
        NONE,
        PARAGRAPH,
        LIST,
        QUOTE,
        CODE
    }

    static String toHtml(String markdown, EmbeddedImages images) {
        Markdown converter = new Markdown(new InlineMarkdown(images));
        markdown.lines().forEach(converter::accept);
        converter.endBlock();
        return converter.html.toString();
    }

    private void accept(String line) {
        if (line.startsWith(FENCE)) {
            boolean closes = block == Block.CODE;
            endBlock();
            block = closes ? Block.NONE : Block.CODE;
            return;
        }
        if (block == Block.CODE) {
            pending.add(InlineMarkdown.escape(line));
            return;
        }
        Matcher heading = HEADING.matcher(line);
        Matcher item = ITEM.matcher(line);
        Matcher quote = QUOTE.matcher(line);
        if (heading.matches()) {
            endBlock();
            int level = heading.group(1).length();
            html.append("<h%d>%s</h%d>\n".formatted(level, inline.toHtml(heading.group(2)), level));
        } else if (item.matches()) {
            add(Block.LIST, "<li>" + inline.toHtml(item.group(1)) + "</li>");
        } else if (quote.matches()) {
            add(Block.QUOTE, inline.toHtml(quote.group(1)));
        } else if (line.isBlank()) {
            endBlock();
        } else {
            add(Block.PARAGRAPH, inline.toHtml(line.strip()));
        }
    }

    private void add(Block kind, String content) {
        if (block != kind) {
            endBlock();
            block = kind;
        }
        pending.add(content);
    }

    private void endBlock() {
        String content = String.join("\n", pending);
        switch (block) {
            case PARAGRAPH -> html.append("<p>").append(content).append("</p>\n");
            case LIST -> html.append("<ul>\n").append(content).append("\n</ul>\n");
            case QUOTE -> html.append("<blockquote>").append(content).append("</blockquote>\n");
            case CODE -> html.append("<pre><code>").append(content).append("</code></pre>\n");
            case NONE -> {}
        }
        pending.clear();
        block = Block.NONE;
    }
}
