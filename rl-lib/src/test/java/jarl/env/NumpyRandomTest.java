package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.run.checkpoint.State;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Numpy's random numbers")
class NumpyRandomTest {
    static final JsonNode NUMPY = read();

    static JsonNode read() {
        try (var in = NumpyRandomTest.class.getResourceAsStream("/env/numpy_random.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static Stream<JsonNode> seeds() {
        return StreamSupport.stream(NUMPY.get("cases").spliterator(), false);
    }

    static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray();
    }

    static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
    }

    static NumpyRandom fresh(JsonNode reference) {
        return NumpyRandom.seeded(reference.get("seed").longValue());
    }

    static double[] draw(NumpyRandom random, int count, ToDoubleFunction<RandomGenerator> how) {
        return IntStream.range(0, count).mapToDouble(i -> how.applyAsDouble(random)).toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsBitsForTheSameSeed(JsonNode numpy) {
        NumpyRandom random = fresh(numpy);
        List<String> bits = Stream.generate(() -> Long.toUnsignedString(random.nextLong())).limit(4).toList();
        assertThat(bits).containsExactlyElementsOf(
                StreamSupport.stream(numpy.get("long").spliterator(), false).map(JsonNode::textValue).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsUniformNumbers(JsonNode numpy) {
        assertThat(draw(fresh(numpy), 4, RandomGenerator::nextDouble)).containsExactly(doubles(numpy.get("double")));
        assertThat(draw(fresh(numpy), 4, random -> random.nextDouble(-0.05, 0.05)))
                .containsExactly(doubles(numpy.get("uniform")));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsNormalNumbers(JsonNode numpy) {
        assertThat(draw(fresh(numpy), 6, RandomGenerator::nextGaussian)).containsExactly(doubles(numpy.get("normal")));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsNumbersWhenKindsAreMixed(JsonNode numpy) {
        NumpyRandom random = fresh(numpy);
        var drawn = new ArrayList<Number>();
        drawn.add(random.nextInt(5));
        drawn.add(random.nextInt(-3, 7));
        drawn.add(random.nextDouble());
        drawn.add(random.nextInt(13));
        drawn.add(random.nextLong(1L << 32));
        drawn.add(random.nextLong(1L << 40));
        drawn.add(random.nextInt(3));
        drawn.add(random.nextGaussian(2, 0.5));
        drawn.add(random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE));
        drawn.add(random.nextInt(Integer.MAX_VALUE));
        drawn.add((double) random.nextFloat());
        assertThat(drawn.stream().map(Number::toString)).containsExactlyElementsOf(
                StreamSupport.stream(numpy.get("mixed").spliterator(), false)
                        .map(number -> number.isIntegralNumber() ? number.asText()
                                : Double.toString(number.doubleValue()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsChoices(JsonNode numpy) {
        NumpyRandom weighted = fresh(numpy);
        assertThat(IntStream.range(0, 8).map(i -> weighted.choice(0.1, 0.2, 0.3, 0.4)).toArray())
                .containsExactly(ints(numpy.get("choice")));

        NumpyRandom random = fresh(numpy);
        int[] different = Stream.of(
                        IntStream.of(random.choice(10, 5)),
                        IntStream.of(random.choice(20_000, 6)),
                        IntStream.of(random.choice(12_000, 400)).limit(5))
                .flatMapToInt(drawn -> drawn)
                .toArray();
        assertThat(different).containsExactly(ints(numpy.get("without")));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areItsSpawnedStreams(JsonNode numpy) {
        NumpyRandom parent = fresh(numpy);
        List<NumpyRandom> children = new ArrayList<>(parent.spawn(2));
        children.addAll(parent.spawn(1));
        double grandchild = children.get(1).spawn(3).get(2).nextDouble();
        assertThat(children.stream().mapToDouble(NumpyRandom::nextDouble).toArray())
                .containsExactly(doubles(numpy.get("spawn")));
        assertThat(grandchild).isEqualTo(numpy.get("grandchild").doubleValue());
    }

    @Test
    void staySameThroughAMillionNormalNumbersAndTheirTails() {
        JsonNode numpy = NUMPY.get("normals");
        NumpyRandom random = fresh(numpy);
        double[] drawn = draw(random, numpy.get("count").intValue(), RandomGenerator::nextGaussian);
        for (JsonNode tail : numpy.get("tail")) {
            assertThat(drawn[tail.get(0).intValue()]).isEqualTo(tail.get(1).doubleValue());
        }
        assertThat(drawn[drawn.length - 1]).isEqualTo(numpy.get("last").doubleValue());
        assertThat(random.nextDouble()).isEqualTo(numpy.get("next").doubleValue());
    }

    @Test
    void goOnAfterBeingSavedAndLoaded() {
        NumpyRandom random = NumpyRandom.seeded(5);
        random.nextInt(); // leaves half a number behind
        random.spawn(1);
        NumpyRandom other = NumpyRandom.seeded(6);
        other.load(State.of(random).reader());
        assertThat(other.nextInt()).isEqualTo(random.nextInt());
        assertThat(other.nextLong()).isEqualTo(random.nextLong());
        assertThat(other.spawn(1).getFirst().nextLong()).isEqualTo(random.spawn(1).getFirst().nextLong());
    }

    @Test
    void refuseARangeWithNothingInIt() {
        NumpyRandom random = NumpyRandom.seeded(1);
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.nextDouble(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.choice(3, 4)).hasMessage("4 different numbers cannot be chosen among 3");
    }
}
