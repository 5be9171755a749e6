package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import jarl.config.Config;
import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.Environments;
import jarl.env.Step;
import jarl.space.Space;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;

@DisplayName("Loggers")
class LoggersTest {
    private static final String[] SHORT = {
        "seed=3", "engine=java", "environment.num_envs=4", "trainer.num_steps=1024", "trainer.eval_every=256",
        "trainer.eval_episodes=2", "trainer.save_every=256", "algorithm.n_steps=32", "algorithm.batch_size=64",
        "algorithm.n_epochs=1"
    };

    /// TensorFlow's classes are older than the reader of untrusted files that protobuf asks for.
    @BeforeAll
    static void trustOurOwnFiles() {
        System.setProperty("com.google.protobuf.use_unsafe_pre22_gencode", "true");
    }

    @TempDir
    Path outputs;

    private static Config config(String... more) {
        List<String> overrides = new ArrayList<>(List.of(SHORT));
        overrides.addAll(List.of(more));
        return Configs.experiment(Path.of("../configs"), Configs.forTraining(overrides));
    }

    private Run train(String... more) {
        return Training.train(config(more), outputs, new TrainingListener() {});
    }

    @Test
    void areChosenSeveralAtOnce() {
        assertThat(train("logger=[jsonl,csv]").folder().path()).isDirectoryContaining("glob:**/{metrics.jsonl,csv}");
        Run both = train("logger.type=[jsonl,tensorboard]");
        assertThat(both.folder().metrics()).isNotEmptyFile();
        assertThat(both.folder().path().resolve("tensorboard")).isNotEmptyDirectory();
        assertThat(train("logger.csv=true").folder().path().resolve("csv")).isNotEmptyDirectory();
        Run none = train("logger.type=disabled");
        assertThat(none.folder().metrics()).doesNotExist();
        assertThat(none.checkpoints().list()).isNotEmpty();
    }

    @Test
    void writeTheSameRowsInCommaSeparatedValues() throws IOException {
        Run run = train("logger=[jsonl,csv]");
        List<String> rows = Files.readAllLines(run.folder().path().resolve("csv/evaluation.csv"));
        assertThat(rows.getFirst()).isEqualTo("step,iteration,mean_return,std_return,mean_length,episodes");
        List<String> json = rows(run, "evaluation");
        assertThat(rows).hasSize(json.size() + 1);
        for (int i = 0; i < json.size(); i++) {
            assertThat(rows.get(i + 1)).isEqualTo(String.join(",", json.get(i).replaceAll("[{}]", "").lines()
                    .flatMap(line -> Stream.of(line.split(",")))
                    .map(pair -> pair.substring(pair.indexOf(':') + 1))
                    .filter(value -> !value.equals("\"evaluation\""))
                    .toList()));
        }
        List<String> iterations = Files.readAllLines(run.folder().path().resolve("csv/iteration.csv"));
        assertThat(iterations.getFirst()).contains("policy_loss").endsWith("mean_return_100");
        assertThat(iterations).allMatch(row -> row.split(",", -1).length == iterations.getFirst().split(",").length);
    }

    @Test
    void quoteTheNamesOfMeasuresThatHoldCommas() throws IOException {
        Environments.register("odd-measures", OddMeasures::new);
        Run run = train("environment=odd-measures", "logger=[jsonl,csv]");
        List<String> rows = Files.readAllLines(run.folder().path().resolve("csv/episode.csv"));
        assertThat(rows.getFirst())
                .isEqualTo("step,episode,episode_return,episode_length,truncated,\"a \"\"b\"\"\",\"x, y\"");
        assertThat(rows).hasSize(1024 + 1).element(1).asString().endsWith(",2.5,1.5");

        killed(run);
        Training.resume(run, new TrainingListener() {});
        assertThat(Files.readAllLines(run.folder().path().resolve("csv/episode.csv"))).isEqualTo(rows);
    }

    /// As if its last checkpoint were not its end.
    private static void killed(Run run) throws IOException {
        Path last = run.checkpoint("last").folder();
        try (Stream<Path> files = Files.walk(last)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(run.folder().record(), Files.readString(run.folder().record())
                .replace(RunState.COMPLETED.label(), RunState.INTERRUPTED.label()));
    }

    /// Every episode is one step.
    private static final class OddMeasures implements Environment {
        @Override
        public Space observationSpace() {
            return Space.box(1, 0, 1);
        }

        @Override
        public Space actionSpace() {
            return Space.discrete(2);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            return new float[] {0};
        }

        @Override
        public Step step(Action action) {
            return Step.end(1, 0).measure("x, y", 1.5).measure("a \"b\"", 2.5);
        }
    }

    private static List<String> rows(Run run, String kind) throws IOException {
        try (Stream<String> lines = Files.lines(run.folder().metrics())) {
            return lines.filter(line -> line.contains("\"kind\":\"" + kind + "\"")).toList();
        }
    }

    /// Copies the folder of a run that is still trained, as a kill would leave it.
    private final class CopyAt implements TrainingListener {
        private final Path copy = outputs.resolve("killed/run");
        private Run training;

        @Override
        public void started(Run run) {
            training = run;
        }

        @Override
        public void iterated(Progress progress) {
            if (progress.steps() < 900 || Files.exists(copy)) {
                return;
            }
            Path folder = training.folder().path();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    Path to = copy.resolve(folder.relativize(file));
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                }
                Path csv = copy.resolve("csv/iteration.csv");
                Files.writeString(csv, Files.readString(csv) + "896,7,0.2");
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        }
    }

    @Test
    void areCutToTheCheckpointThatARunGoesOnFrom() throws IOException {
        var killed = new CopyAt();
        Run whole = Training.train(config("logger=[jsonl,csv,tensorboard]"), outputs, killed);
        Run resumed = Training.resume(Run.at(killed.copy), new TrainingListener() {});
        for (String kind : List.of("iteration", "episode", "evaluation")) {
            String file = "csv/" + kind + ".csv";
            assertThat(resumed.folder().path().resolve(file)).hasSameTextualContentAs(whole.folder().path().resolve(file));
            assertThat(rows(resumed, kind)).isEqualTo(rows(whole, kind));
        }
        assertThat(scalars(resumed)).isEqualTo(scalars(whole));
    }

    /// What TensorFlow's own classes read, by tag and step, but for what was measured on the machine.
    private static Map<String, Map<Long, Float>> scalars(Run run) throws IOException {
        Map<String, Map<Long, Float>> scalars = new TreeMap<>();
        for (Event event : events(run)) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                if (value.getValueCase() == Summary.Value.ValueCase.SIMPLE_VALUE && !value.getTag().startsWith("system")) {
                    scalars.computeIfAbsent(value.getTag(), _ -> new TreeMap<>()).put(event.getStep(), value.getSimpleValue());
                }
            }
        }
        return scalars;
    }

    private static List<Event> events(Run run) throws IOException {
        List<Event> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(run.folder().path().resolve("tensorboard"))) {
            Path file = files.toList().getFirst();
            try (var in = new DataInputStream(Files.newInputStream(file))) {
                while (in.available() > 0) {
                    byte[] head = in.readNBytes(12);
                    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
                    events.add(Event.parseFrom(in.readNBytes((int) length)));
                    in.readNBytes(4);
                }
            }
        }
        return events;
    }

    @Test
    void writeEventFilesThatTensorFlowsOwnClassesRead() throws IOException {
        Run run = train("logger=[jsonl,tensorboard]");
        List<Event> events = events(run);
        assertThat(events.getFirst().getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(scalars(run)).containsKeys("iteration/policy_loss", "episode/episode_return", "evaluation/mean_return");
        assertThat(scalars(run).get("evaluation/mean_return")).hasSameSizeAs(rows(run, "evaluation"));

        Summary.Value text = value(events, "config");
        assertThat(text.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(text.getTensor().getStringVal(0).toStringUtf8()).contains("clip_range: 0.2").startsWith("```yaml");
        assertThat(text.getTensor().getTensorShape().getDim(0).getSize()).isEqualTo(1);

        Summary.Value settings = value(events, "_hparams_/session_start_info");
        assertThat(settings.getMetadata().getPluginData().getPluginName()).isEqualTo("hparams");
        ByteString content = settings.getMetadata().getPluginData().getContent();
        assertThat(content.toStringUtf8()).contains("algorithm.clip_range", "CartPole-v1");
    }

    private static Summary.Value value(List<Event> events, String tag) {
        return events.stream()
                .flatMap(event -> event.getSummary().getValueList().stream())
                .filter(value -> value.getTag().equals(tag))
                .findFirst()
                .orElseThrow();
    }

    /// CRC-32C of the nine digits is 0xE3069283 (RFC 3720, B.4); masked as TFRecord files have it.
    @Test
    void frameEachRecordWithItsLengthAndTheirChecksums() throws IOException {
        Run run = train("logger=tensorboard");
        try (Stream<Path> files = Files.list(run.folder().path().resolve("tensorboard"))) {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(files.toList().getFirst())).order(ByteOrder.LITTLE_ENDIAN);
            while (file.hasRemaining()) {
                byte[] length = new byte[8];
                file.get(length);
                assertThat(file.getInt()).isEqualTo(masked(length));
                byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
                file.get(data);
                assertThat(file.getInt()).isEqualTo(masked(data));
            }
        }
        assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
    }

    private static int masked(byte[] data) {
        return Integer.rotateRight(crc(data), 15) + 0xa282ead8;
    }

    /// Bit by bit, from the polynomial.
    private static int crc(byte[] data) {
        int crc = ~0;
        for (byte b : data) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    @Test
    void printEvaluationsOnTheConsole() {
        PrintStream standard = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            train("logger=console");
        } finally {
            System.setOut(standard);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("evaluation"))
                .hasSize(4)
                .allMatch(line -> line.contains("mean_return"));
    }

    @Test
    void tellOfTheMachineInRowsOfTheirOwn() throws IOException {
        Run run = train("trainer.num_steps=128");
        assertThat(rows(run, "system").getLast()).contains("\"time\"", "\"cpu\"", "\"memory\"", "\"heap\"");
    }
}
