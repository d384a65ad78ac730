// SPDX-License-Identifier: Apache-2.0
package io.github.oomwitness.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The agent's own endpoint, asked as a scraper asks it. */
final class Scrape {
    private static final Pattern ADDRESS = Pattern.compile("meters at (http://\\S+/metrics)");
    private static final Pattern LINE = Pattern.compile("([a-z_]+)(\\{[^}]*})? (\\S+)");
    private static final Pattern TAG = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    private Scrape(URI address) {
        this.address = address;
    }

    /** Of the endpoint whose address the agent has said last. */
    static Scrape of(WitnessedJvm jvm) {
        jvm.awaitOutput("/metrics");
        Matcher addresses = ADDRESS.matcher(jvm.output());
        URI last = null;
        while (addresses.find()) {
            last = URI.create(addresses.group(1));
        }
        if (last == null) {
            throw new AssertionError("no address in:\n" + jvm.output());
        }
        return new Scrape(last);
    }

    URI address() {
        return address;
    }

    HttpResponse<String> get(String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    /** Each value by its name with its tags in alphabetical order, such as {@code name{limit=own,victim=other}}. */
    Map<String, Double> values() throws IOException, InterruptedException {
        return values(get("text/plain").body());
    }

    double value(String name) throws IOException, InterruptedException {
        Double value = values().get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " among " + values().keySet());
        }
        return value;
    }

    static Map<String, Double> values(String text) {
        Map<String, Double> values = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError("no sample: " + line);
            }
            values.put(parts.group(1) + tags(parts.group(2)), number(parts.group(3)));
        });
        return values;
    }

    private static String tags(@Nullable String braces) {
        if (braces == null) {
            return "";
        }
        Map<String, String> tags = new TreeMap<>();
        Matcher tag = TAG.matcher(braces);
        while (tag.find()) {
            tags.put(tag.group(1), tag.group(2));
        }
        return tags.toString().replace(", ", ",");
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
