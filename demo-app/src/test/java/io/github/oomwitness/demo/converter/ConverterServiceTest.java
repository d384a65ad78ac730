// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.demo.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConverterServiceTest {
    private ConverterService service;

    @BeforeEach
    void start() throws IOException {
        service = ConverterService.start(0);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aDocumentComesBackAsHtml() throws Exception {
        HttpResponse<String> response = send("POST", "# Caf\u00e9\n");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(response.body()).isEqualTo("<!doctype html>\n<meta charset=\"utf-8\">\n<h1>Caf\u00e9</h1>\n");
    }

    @Test
    void whatTheConverterCannotDoIsKnownByItsExitCodeOnly() throws Exception {
        HttpResponse<String> response =
                send("POST", "![x](data:image/x-pattern;base64,)\n![y](data:image/x-pattern;base64,=)");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("converter exited with 1");
    }

    @Test
    void onlyPostIsAnswered() throws Exception {
        assertThat(send("GET", "").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> send(String method, String document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.address().resolve("/convert?name=x.md"))
                .method(method, BodyPublishers.ofString(document))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
