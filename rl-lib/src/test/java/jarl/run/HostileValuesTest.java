package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.Config;
import jarl.config.ConfigException;
import jarl.env.EnvironmentEntry;
import jarl.env.Environments;
import jarl.env.classic.CartPole;
import jarl.run.judge.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A world with an option that is a list of any texts; what a run's folder says of it must be those texts.
@DisplayName("A run whose config holds texts that look like something else")
class HostileValuesTest {
    private static final String KEY = "environment.options.mottos";
    private static final List<String> TEXTS = List.of(
            "${x}", "\\${x}", "\\\\${x}", "${", "a ${b} c \\${d}", "${seed}", "C:\\dir\\", "don't \"say\" it", "'", "\"",
            "one\ntwo\n", "\n", "a\r\nb", "tab\there", "null", "~", "", "1e3", "1_000", "0x10", "5", "true", "off",
            "2026-12-01", "12:30", " blanks ", "a: b # c", "- x", "[1, 2", "{a: 1}", "*x", "&x", "!x", "%x", "@x", "`x`",
            "=", "<<", "---", "größe λ 世界 🎲", "\u0085\u2028\uFEFF\u0007");

    /// The texts that worlds were made with.
    private static final Set<List<?>> MET = ConcurrentHashMap.newKeySet();

    @TempDir
    Path outputs;

    @BeforeAll
    static void registerAWorldWithTexts() {
        Environments.register(EnvironmentEntry.of("pole-with-mottos", options -> {
            MET.add(options.list("mottos"));
            return new CartPole();
        }).option("mottos", List.of()));
    }

    /// As it is typed in an override: quoted, the `${` in it escaped.
    private static String typed(String text) {
        String escaped = text.replaceAll("(\\\\*)\\$\\{", "$1$1\\\\\\${");
        return "'" + escaped.replaceAll("(\\\\*)'", "$1$1\\\\'").replaceAll("(\\\\+)\\z", "$1$1") + "'";
    }

    @BeforeEach
    void forget() {
        MET.clear();
    }

    private Config config(String value) {
        return Configs.experiment(Path.of("../configs"), List.of(
                "environment=pole-with-mottos", KEY + "=" + value, "seed=3", "engine=java",
                "environment.num_envs=2", "trainer.num_steps=64", "trainer.eval_every=0", "algorithm.n_steps=16",
                "algorithm.batch_size=16", "algorithm.n_epochs=1", "network.hidden=[4]"));
    }

    private Run train(String value) {
        return Training.train(config(value), outputs, new TrainingListener() {});
    }

    @Test
    void isReadBackAsThoseTextsByAllThatOpenIt() throws IOException {
        Run run = train(TEXTS.stream().map(HostileValuesTest::typed).collect(Collectors.joining(",", "[", "]")));
        assertThat(run.config().value(KEY)).isEqualTo(TEXTS);

        Path record = run.folder().record();
        Files.writeString(record, Files.readString(record).replace("completed", "interrupted"));
        Training.resume(run, new TrainingListener() {});
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);

        Run again = Training.rerun(run, List.of("seed=4"), outputs, new TrainingListener() {});
        assertThat(again.config().value(KEY)).isEqualTo(TEXTS);
        assertThat(Judgement.of(run, "last", 1, 0, true).evaluation().episodes()).hasSize(1);
        assertThat(MET).as("what its worlds were made with").containsExactly(TEXTS);
    }

    @Test
    void isNotBegunWhereATextStandsForAValueThatIsNotGiven() {
        assertThatThrownBy(() -> train("['???']"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(KEY + ".0 must be given");
        assertThat(outputs).isEmptyDirectory();
    }
}
