package jarl.run.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A safetensors file")
class SafetensorsTest {
    private static final Safetensors EVERY_TYPE = new Safetensors(
            Map.of("who", "Jarl", "what", "τ"),
            Map.of(
                    "f32", Tensor.of(new float[] {1.5f, -0f, Float.NaN, 4, 5, 6}, 2, 3),
                    "f64", Tensor.of(new double[] {Math.PI, Double.MIN_VALUE}, 2),
                    "i64", Tensor.of(new long[] {Long.MIN_VALUE}),
                    "i32", Tensor.of(new int[] {7, -8}, 2, 1),
                    "u8", Tensor.of(new byte[] {-1, 0, 1}, 3),
                    "none", Tensor.of(new float[0], 0, 4)));

    @TempDir
    Path folder;

    @Test
    void givesBackEveryTypeShapeAndWord() throws IOException {
        assertThat(Safetensors.read(write(bytes(EVERY_TYPE)))).isEqualTo(EVERY_TYPE);
    }

    @Test
    void isTheSameBytesInWhateverOrderTheTensorsCame() throws IOException {
        var backwards = new LinkedHashMap<String, Tensor>();
        EVERY_TYPE.tensors().entrySet().stream()
                .sorted(Map.Entry.<String, Tensor>comparingByKey().reversed())
                .forEach(entry -> backwards.put(entry.getKey(), entry.getValue()));

        assertThat(bytes(new Safetensors(EVERY_TYPE.metadata(), backwards))).isEqualTo(bytes(EVERY_TYPE));
    }

    @Test
    void putsEachTensorWhereItsTypeIsAligned() throws IOException {
        byte[] bytes = bytes(EVERY_TYPE);
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();

        String text = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
        assertThat(text.indexOf("f64")).isLessThan(text.indexOf("i32")).isPositive();
        assertThat(text.indexOf("i32")).isLessThan(text.indexOf("u8"));
    }

    /// The decoder of Deep Java Library shares no line with ours.
    @Test
    void isReadAlikeByAnIndependentDecoder() throws IOException {
        NDList decoded = NDList.decode(PassthroughNDManager.INSTANCE, bytes(EVERY_TYPE));

        assertThat(decoded.stream().map(NDArray::getName)).containsExactlyInAnyOrder(
                "f32", "f64", "i64", "i32", "u8", "none");
        for (NDArray array : decoded) {
            Tensor ours = EVERY_TYPE.tensors().get(array.getName());
            byte[] theirs = new byte[ours.data().length];
            array.toByteBuffer().get(theirs);
            assertThat(theirs).as(array.getName()).isEqualTo(ours.data());
            assertThat(array.getShape().getShape())
                    .isEqualTo(Arrays.stream(ours.shape()).asLongStream().toArray());
        }
        assertThat(decoded.get("i64").getDataType()).isEqualTo(DataType.INT64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} trailing                 | not good JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},                          | not good JSON
            [1]                                                                             | not a JSON object
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}                          | takes 8 bytes, from 0 to 7
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                          | from 8 to 0
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0.5,8]}}                        | not two whole numbers
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}                            | not two whole numbers
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                         | the shape [-2]
            {"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}                        | the shape ["2"]
            {"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,8]}}    | more than 2 GiB
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                          | 8 bytes of tensors
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}                         | it is cut
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                          | a gap before
            {"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}                         | of type BF16
            {"a":{"dtype":"F32","shape":[2]}}                                               | something else than
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}                 | something else than
            {"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   | metadata k
            {"__metadata__":3,"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}         | metadata
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
            "a":{"dtype":"I32","shape":[1]}} | Duplicate
            {"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},\
            "b":{"dtype":"U8","shape":[],"data_offsets":[7,8]}} | overlap
            """)
    void isRefusedWhereItsHeaderDoesNotTellOfEachByteOnce(String header, String why) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path file = write(ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array());

        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1", "100000001", "9223372036854775807"})
    void isRefusedWhereTheLengthOfItsHeaderCannotBe(long length) throws IOException {
        byte[] bytes = bytes(EVERY_TYPE);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = write(bytes);

        assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(CheckpointException.class);
    }

    @Test
    void isRefusedWhereverItIsCut() throws IOException {
        byte[] bytes = bytes(EVERY_TYPE);
        for (int length = 0; length < bytes.length; length++) {
            Path file = write(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(file)).as("first %d bytes", length).isInstanceOf(
                    CheckpointException.class);
        }
    }

    /// Without a checksum a changed number is a number. A changed header must fail by our exception or still be whole.
    @Test
    void failsByNameWhereABitOfItsHeaderHasChanged() throws IOException {
        byte[] bytes = bytes(EVERY_TYPE);
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int i = 0; i < 8 + header; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            Path file = write(flipped);
            try {
                assertThat(Safetensors.read(file).tensors()).hasSize(EVERY_TYPE.tensors().size());
            } catch (CheckpointException expected) {
                assertThat(expected).hasMessageContaining(file.toString());
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(header / 2);
    }

    @Test
    void thatIsMissingIsSaidToBe() {
        assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("none is missing");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.safetensors"), bytes);
    }

    private static byte[] bytes(Safetensors content) throws IOException {
        var out = new ByteArrayOutputStream();
        content.writeTo(out);
        return out.toByteArray();
    }
}
