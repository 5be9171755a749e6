package jarl.kernel.magic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/// Text to be run that lies elsewhere: a file, or a page of the web.
final class Source {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Source() {}

    /// @param place a path, or a URL of `http:`, `https:` or `file:`
    /// @throws MagicSession.Failed if nothing is there
    static String read(String place) throws IOException, InterruptedException {
        if (place.matches("https?://.*")) {
            return page(URI.create(place));
        }
        Path file = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw MagicSession.Failed.because("There is no file " + file.toAbsolutePath());
        }
    }

    private static String page(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(PATIENCE).build()) {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw MagicSession.Failed.because(address + " answered with status " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw MagicSession.Failed.because(address + " cannot be read: " + e);
        }
    }
}
