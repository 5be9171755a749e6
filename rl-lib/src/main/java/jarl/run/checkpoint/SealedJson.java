package jarl.run.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Small JSON files that notice a changed byte: the second line is the SHA-256 of all other lines.
///
/// `grep -v '^  "checksum"' manifest.json | sha256sum` checks one by hand.
final class SealedJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /// One byte a char, so that bytes that are no text count as well.
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private SealedJson() {}

    /// @param content a record of several components
    static byte[] write(Object content) {
        try {
            byte[] plain = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
            String json = new String(plain, BYTES) + "\n";
            int second = json.indexOf('\n') + 1;
            return (json.substring(0, second) + seal(json) + json.substring(second)).getBytes(BYTES);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @throws CheckpointException if the file is missing, changed since it was written, or of another form
    static <T> T read(Path file, Class<T> type) {
        String sealed;
        try {
            sealed = Files.readString(file, BYTES);
        } catch (NoSuchFileException missing) {
            throw new CheckpointException(file + " is missing", missing);
        } catch (IOException failure) {
            throw new CheckpointException(file + " cannot be read: " + failure.getMessage(), failure);
        }
        int second = sealed.indexOf('\n') + 1;
        int third = sealed.indexOf('\n', second) + 1;
        String json = third < second ? "" : sealed.substring(0, second) + sealed.substring(third);
        if (!sealed.startsWith(seal(json), second)) {
            throw new CheckpointException(file + " is not as it was written: its checksum differs");
        }
        try {
            return JSON.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json.getBytes(BYTES));
        } catch (IOException other) {
            throw new CheckpointException(
                    file + " is not a " + type.getSimpleName().toLowerCase(Locale.ROOT) + " of this version: "
                            + other.getMessage(),
                    other);
        }
    }

    private static String seal(String json) {
        return "  \"checksum\" : \"" + Sha256.of(json.getBytes(BYTES)) + "\",\n";
    }
}
