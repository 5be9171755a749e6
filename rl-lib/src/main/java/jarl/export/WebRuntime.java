package jarl.export;

import jarl.run.checkpoint.AtomicFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// ONNX Runtime for browsers: fetched from npm when it is first wanted (33 MB), held against its published checksum, and
/// kept (4 MB) in `JARL_CACHE_DIR`, else in `~/.cache/jarl`. The registry is that of `npm_config_registry` where it is set.
///
/// @param script the module, gzipped
/// @param wasm   the WebAssembly binary, gzipped
record WebRuntime(byte[] script, byte[] wasm) {
    static final String VERSION = "1.30.0";

    private static final String INTEGRITY = // npm's `dist.integrity` of this version: SHA-512
            "q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==";
    private static final String ARCHIVE = "onnxruntime-web/-/onnxruntime-web-" + VERSION + ".tgz";
    private static final String SCRIPT = "package/dist/ort.wasm.bundle.min.mjs";
    private static final String WASM = "package/dist/ort-wasm-simd-threaded.wasm";
    private static final int BLOCK = 512; // bytes of a tar's header, and what everything in it is padded to

    /// From the cache, else from npm.
    ///
    /// @throws ExportException if it is not in the cache and cannot be fetched
    static WebRuntime get() {
        Path cache = cache();
        Path script = cache.resolve("ort.mjs.gz");
        Path wasm = cache.resolve("ort.wasm.gz");
        try {
            if (!Files.isRegularFile(script) || !Files.isRegularFile(wasm)) {
                Map<String, byte[]> files = unpacked(checked(fetched()));
                AtomicFiles.makeFolder(cache);
                AtomicFiles.write(script, gzipped(Objects.requireNonNull(files.get(SCRIPT), SCRIPT)));
                AtomicFiles.write(wasm, gzipped(Objects.requireNonNull(files.get(WASM), WASM)));
            }
            return new WebRuntime(Files.readAllBytes(script), Files.readAllBytes(wasm));
        } catch (IOException failure) {
            throw new ExportException("A page needs ONNX Runtime for browsers, which could not be fetched from " + address()
                    + ": " + failure + ". Once it is in " + cache + ", no network is needed.", failure);
        }
    }

    private static Path cache() {
        String chosen = System.getenv("JARL_CACHE_DIR");
        Path root = chosen != null ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache", "jarl");
        return root.resolve("onnxruntime-web-" + VERSION);
    }

    private static URI address() {
        String registry = System.getenv().getOrDefault("npm_config_registry", "https://registry.npmjs.org/");
        return URI.create(registry + (registry.endsWith("/") ? "" : "/") + ARCHIVE);
    }

    private static byte[] fetched() throws IOException {
        System.err.println("ONNX Runtime Web " + VERSION + " (33 MB) is fetched from npm, once");
        var request = HttpRequest.newBuilder(address()).timeout(Duration.ofMinutes(5)).build();
        try (var client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20)).build()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("the registry answers " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupt);
        }
    }

    /// @throws ExportException if it is not the archive that was published
    static byte[] checked(byte[] archive) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-512").digest(archive);
            if (!Base64.getEncoder().encodeToString(sum).equals(INTEGRITY)) {
                throw new ExportException("What " + address() + " gave is not ONNX Runtime Web " + VERSION
                        + ": its checksum differs. Nothing was kept; try again, or look at what stands between.");
            }
            return archive;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The files that are wanted of a gzipped tar.
    static Map<String, byte[]> unpacked(byte[] archive) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (var tar = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            byte[] header = new byte[BLOCK];
            while (tar.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                String name = text(header, 0, 100);
                long size = Long.parseLong(text(header, 124, 12).strip(), 8);
                if (name.equals(SCRIPT) || name.equals(WASM)) {
                    files.put(name, tar.readNBytes((int) size));
                } else {
                    tar.skipNBytes(size);
                }
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
        return files;
    }

    private static String text(byte[] header, int begin, int length) {
        int end = begin;
        while (end < begin + length && header[end] != 0) {
            end++;
        }
        return new String(header, begin, end - begin, StandardCharsets.US_ASCII);
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
