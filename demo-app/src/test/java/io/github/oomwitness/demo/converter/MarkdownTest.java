// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static String html(String markdown) {
        return Markdown.toHtml(markdown, new EmbeddedImages());
    }

    @Test
    void headingsHaveTheirLevel() {
        assertThat(html("# One\n### Three")).isEqualTo("<h1>One</h1>\n<h3>Three</h3>\n");
    }

    @Test
    void linesOfAParagraphStayTogetherAndABlankLineEndsIt() {
        assertThat(html("one\ntwo\n\nthree")).isEqualTo("<p>one\ntwo</p>\n<p>three</p>\n");
    }

    @Test
    void itemsFormAListUntilSomethingElseComes() {
        assertThat(html("- a\n- b\ntext")).isEqualTo("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>text</p>\n");
    }

    @Test
    void fencedCodeIsTakenAsItStands() {
        assertThat(html("```\n# no *heading* <b>\n```\n"))
                .isEqualTo("<pre><code># no *heading* &lt;b&gt;</code></pre>\n");
    }

    @Test
    void quotesAreQuoted() {
        assertThat(html("> to be\n> or not")).isEqualTo("<blockquote>to be\nor not</blockquote>\n");
    }

    @Test
    void spansInsideALineAreConverted() {
        assertThat(html("**a** *b* `c*d*` [e](f?g&h)"))
                .isEqualTo("<p><strong>a</strong> <em>b</em> <code>c*d*</code> <a href=\"f?g&amp;h\">e</a></p>\n");
    }

    @Test
    void markupInTheTextIsEscaped() {
        assertThat(html("a < b & \"c\"")).isEqualTo("<p>a &lt; b &amp; &quot;c&quot;</p>\n");
    }

    @Test
    void anEmbeddedImageGetsItsMeanColour() {
        assertThat(html("![A **red** tile](data:image/x-pattern;base64,/wAA/w==)"))
                .contains("alt=\"A **red** tile\"", "width=\"1024\"", "background:#ff0000");
    }

    @Test
    void anImageElsewhereIsOnlyReferredTo() {
        assertThat(html("![x](http://example.com/x.png)"))
                .isEqualTo("<p><img alt=\"x\" src=\"http://example.com/x.png\"></p>\n");
    }

    @Test
    void anEmptyDocumentIsEmpty() {
        assertThat(html("")).isEmpty();
    }
}
