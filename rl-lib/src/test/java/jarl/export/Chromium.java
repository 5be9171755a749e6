package jarl.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A headless Chromium without a network beyond this machine, asked by the WebDriver protocol.
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FLAGS = List.of("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
            "--window-size=760,760", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private String base;

    private Chromium(Process driver, int port) {
        this.driver = driver;
        base = "http://127.0.0.1:" + port;
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "chromedriver")));
    }

    static Chromium start() throws IOException, InterruptedException {
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        Process driver = new ProcessBuilder("chromedriver", "--port=" + port)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var browser = new Chromium(driver, port);
        browser.awaitDriver();
        JsonNode session = browser.ask("/session", Map.of("capabilities", Map.of("alwaysMatch", Map.of(
                "browserName", "chrome", "goog:chromeOptions", Map.of("args", FLAGS)))));
        browser.base += "/session/" + session.get("sessionId").asText();
        return browser;
    }

    private void awaitDriver() throws IOException, InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            try {
                var request = HttpRequest.newBuilder(URI.create(base + "/status")).build();
                client.send(request, HttpResponse.BodyHandlers.ofString());
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IOException("chromedriver does not answer");
    }

    private JsonNode ask(String path, Map<String, ?> body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(answer.body()).path("value");
        if (answer.statusCode() != 200) {
            throw new IOException(value.path("message").asText());
        }
        return value;
    }

    /// What each page does before its own scripts.
    void before(String script) throws IOException, InterruptedException {
        ask("/goog/cdp/execute", Map.of("cmd", "Page.addScriptToEvaluateOnNewDocument", "params", Map.of("source", script)));
    }

    void open(URI page) throws IOException, InterruptedException {
        ask("/url", Map.of("url", page.toString()));
    }

    /// The value that a script returns.
    JsonNode run(String script, Object... arguments) throws IOException, InterruptedException {
        return ask("/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    @Override
    public void close() {
        List<ProcessHandle> browser = driver.descendants().toList();
        driver.destroy();
        driver.onExit().join();
        browser.forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }
}
