package jarl.export;

import jarl.env.EnvironmentConfig;
import jarl.env.Environments;
import jarl.run.checkpoint.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/// One page of HTML in which a policy plays CartPole: the world as a script, the ONNX file, and ONNX Runtime, all inside.
/// It needs a browser and nothing else, no server and no network.
final class CartPolePage {
    private static final String WORLD = "CartPole-v1";

    private CartPolePage() {}

    /// Writes the page of an exported policy beside it.
    ///
    /// @param world   in which the policy was trained; the page's has the same options
    /// @param subject who learnt it, in words for the page
    /// @param onnx    one row in, one action out, as [OnnxOptions#batched] has it
    /// @return the page
    /// @throws ExportException if the world is another one, or ONNX Runtime for browsers cannot be had
    static Path write(EnvironmentConfig world, String subject, Path onnx) {
        if (!world.name().equals(WORLD)) {
            throw new ExportException("A page carries its world along, and there is one for " + WORLD + " alone; this policy"
                    + " was trained on " + world.name() + ". Export to onnx, and write a page around that file.");
        }
        WebRuntime runtime = WebRuntime.get();
        try {
            String page = withOptions(template(), world)
                    .replace("%SUBJECT%", subject)
                    .replace("%VERSION%", WebRuntime.VERSION)
                    .replace("%MODEL%", text(Files.readAllBytes(onnx)))
                    .replace("%RUNTIME%", text(runtime.script()))
                    .replace("%WASM%", text(runtime.wasm()));
            Path file = onnx.resolveSibling(String.valueOf(onnx.getFileName()).replace(".onnx", ".html"));
            AtomicFiles.write(file, page);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Puts each option of the world into its place.
    private static String withOptions(String template, EnvironmentConfig world) {
        String page = template;
        for (Map.Entry<String, ?> option : Environments.entry(WORLD).options().entrySet()) {
            Object value = world.options().getOrDefault(option.getKey(), option.getValue());
            page = page.replace("%" + option.getKey() + "%", String.valueOf(value));
        }
        return page;
    }

    private static String template() throws IOException {
        try (InputStream in = Objects.requireNonNull(CartPolePage.class.getResourceAsStream("cartpole.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
