package jarl.config;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.between;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Records")
class BindingTest {
    enum Activation { TANH, LEAKY_RELU }

    record Net(@Default("[64, 64]") List<Integer> hidden, @Default("tanh") Activation activation) {}

    record Learner(
            @Default("0.2") Schedule clipRange,
            @Default("0.99") double gamma,
            @Default("64") int batchSize,
            @Default("null") @Nullable Double targetKl,
            Optional<Double> valueLearningRate,
            Net net) {
        Learner {
            between("clip_range", 0, 1, clipRange);
            between("gamma", 0, 1, gamma);
            atLeast("batch_size", 2, batchSize);
        }
    }

    record Root(@Default("42") long seed, @Default("auto") String device) {}

    record Free(int steps, Map<String, Object> options, float[] weights) {}

    private static Composer over(String... files) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            all.put(files[i], files[i + 1]);
        }
        return Composer.overFiles(all);
    }

    private static Composer learner() {
        return over("config.yaml", "defaults: [{learner: ppo}, _self_]\nrun: x\n", "learner/ppo.yaml", "name: ppo\n")
                .schema("learner/ppo", Learner.class);
    }

    @Test
    void bringTheirDefaultsSoThatAFileNeedsOnlyItsName() {
        Config config = learner().compose("config", List.of());

        assertThat(config.toMap().get("learner")).asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("gamma", 0.99).containsEntry("batch_size", 64L).containsEntry("name", "ppo");
        assertThat(config.bind("learner", Learner.class)).isEqualTo(new Learner(Schedule.constant(0.2), 0.99, 64, null,
                Optional.empty(), new Net(List.of(64, 64), Activation.TANH)));
        assertThat(config.origin("learner.gamma").describe()).isEqualTo("default of Learner");
    }

    /// A file of a group that writes to the root: its own options where its group stands, and those of another section.
    @Test
    void bringTheirDefaultsToTheirGroupWhereItsFileWritesToTheRoot() {
        Composer composer = over(
                        "config.yaml", "defaults: [{net: small}, {learner: ppo}, _self_]\nseed: 3\n",
                        "net/small.yaml", "activation: leaky_relu\n",
                        "learner/ppo.yaml",
                                "# @package _global_\nlearner: {gamma: 0.9}\nnet: {hidden: [8]}\n")
                .schema("", Root.class)
                .schema("net/small", Net.class)
                .schema("learner/ppo", Learner.class);

        Config config = composer.compose("config", List.of());
        assertThat(config.bind("learner", Learner.class)).isEqualTo(new Learner(Schedule.constant(0.2), 0.9, 64, null,
                Optional.empty(), new Net(List.of(64, 64), Activation.TANH)));
        assertThat(config.bind("net", Net.class)).isEqualTo(new Net(List.of(8), Activation.LEAKY_RELU));
        assertThat(config.origin("net.hidden").describe()).isEqualTo("learner/ppo.yaml:3");
        assertThatProblems(() -> composer.compose("config", List.of("learner.gama=1"))).first().asString()
                .startsWith("Unknown key \"gama\" in the override learner.gama=1; did you mean \"gamma\"?");
    }

    record Words(@Default("false") boolean double_) {}

    @Test
    void mayNameAKeyThatIsAWordOfJava() {
        Config config = over("config.yaml", "net: {double: true}\n").compose("config", List.of());

        assertThat(config.bind("net", Words.class)).isEqualTo(new Words(true));
    }

    @Test
    void takeWhatFilesAndOverridesSay() {
        Learner learner = learner()
                .compose(
                        "config",
                        List.of(
                                "learner.clip_range=linear:0.3:0",
                                "learner.target_kl=0.01",
                                "learner.net={hidden: [8], activation: leaky_relu}",
                                "learner.value_learning_rate=1"))
                .bind("learner", Learner.class);

        assertThat(learner.clipRange()).isEqualTo(Schedule.linear(0.3, 0));
        assertThat(learner.targetKl()).isEqualTo(0.01);
        assertThat(learner.valueLearningRate()).contains(1.0);
        assertThat(learner.net()).isEqualTo(new Net(List.of(8), Activation.LEAKY_RELU));
    }

    /// The points of a schedule are one value: those of an override replace those of a file.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{0: 0.3, 0.5: 0.2, 1: 0.1}; {0.0: 0.3, 0.5: 0.2, 1.0: 0.1}",
        "{0.25:0.3,1:0.1}; {0.25: 0.3, 1.0: 0.1}",
        "0.1; 0.1",
        "linear:0.3:0.1; linear:0.3:0.1"
    })
    void takeASchedulesPointsFromAFileAndFromAnOverride(String written, String shown) {
        Composer configs = over("config.yaml", "defaults: [{learner: ppo}, _self_]\n", "learner/ppo.yaml",
                        "name: ppo\nclip_range: {0: 0.4, 0.75: 0.3}\n")
                .schema("learner/ppo", Learner.class);
        Learner ofFile = configs.compose("config", List.of()).bind("learner", Learner.class);
        assertThat(ofFile.clipRange()).isEqualTo(Schedule.of(Map.of(0, 0.4, 0.75, 0.3)));

        Config overridden = configs.compose("config", List.of("learner.clip_range=" + written));
        assertThat(overridden.bind("learner", Learner.class).clipRange()).hasToString(shown);
        assertThat(overridden.origins().keySet()).allMatch(overridden::has);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{0: 0.3, 2: 0.1}; progress goes from 0 to 1",
        "{0: 0.3, 1: fast}; is no schedule",
        "exponential:0.3:0; both ends must be above 0",
        "linear:0.3; is no schedule; write a number, linear:FROM:TO",
        "true; is no schedule"
    })
    void sayWhatIsWrongWithASchedule(String written, String reason) {
        assertThatThrownBy(() -> learner().compose("config", List.of("learner.clip_range=" + written))
                        .bind("learner", Learner.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("learner.clip_range")
                .hasMessageContaining(reason);
    }

    @Test
    void areBoundWithoutASchemaToo() {
        Free free = over("config.yaml", "a: {steps: '7', options: {x: [1, y]}, weights: [1, 0.5]}")
                .compose("config", List.of()).bind("a", Free.class);

        assertThat(free.steps()).isEqualTo(7);
        assertThat(free.options()).isEqualTo(Map.of("x", List.of(1L, "y")));
        assertThat(free.weights()).containsExactly(1, 0.5f);
    }

    @Test
    void refuseAKeyTheyDoNotKnowAndNameTheNearest() {
        assertThatProblems(() -> over(
                                "config.yaml",
                                "defaults: [learner: ppo]",
                                "learner/ppo.yaml",
                                "name: ppo\ngamma: 0.9\nclip_rnage: 0.1\n")
                        .schema("learner/ppo", Learner.class)
                        .compose("config", List.of()))
                .containsExactly("""
                    Unknown key "clip_rnage" in learner/ppo.yaml, line 3; did you mean "clip_range"?
                    Learner knows: batch_size, clip_range, gamma, name, net, target_kl, value_learning_rate\
                    """);
    }

    @Test
    void tellEverythingThatIsWrongAtOnce() {
        Config config = over(
                        "config.yaml", "a: {gamma: high, batch_size: 1.5, clip_range: [], net: {hidden: 5}, extra: 1}")
                .compose("config", List.of());

        assertThatThrownBy(() -> config.bind("a", Learner.class)).isInstanceOfSatisfying(ConfigException.class, e ->
                assertThat(e.problems()).extracting(Problem::kind).containsExactly(ErrorKind.TYPE_CLASH,
                        ErrorKind.TYPE_CLASH, ErrorKind.TYPE_CLASH, ErrorKind.TYPE_CLASH, ErrorKind.UNKNOWN_KEY));
    }

    @Test
    void checkThemselvesAndTheErrorNamesTheKeyAndItsOrigin() {
        assertThatProblems(() -> learner()
                        .compose("config", List.of("learner.gamma=1.5"))
                        .bind("learner", Learner.class))
                .containsExactly("learner.gamma must be between 0 and 1, but is 1.5 (override: learner.gamma=1.5).");
    }

    @Test
    void wantWhatHasNoDefault() {
        assertThatProblems(() -> over("config.yaml", "a: {options: {}, weights: []}").compose("config", List.of())
                .bind("a", Free.class))
                .containsExactly("a.steps must be given (default of Free).\nWrite a.steps=VALUE");
    }

    @Test
    void areCheckedAllTogetherWithEveryMissingValueBeforeARun() {
        Config config = over(
                        "config.yaml", "must: ???\nbad: ${nowhere}\nlearner: {gamma: 2}\nother: {gama: 1, x: '???'}")
                .compose("config", List.of());

        assertThatThrownBy(() -> config.check(Map.of("learner", Learner.class)))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).extracting(Problem::kind)
                        .containsExactly(ErrorKind.FAILED_CHECK, ErrorKind.MISSING_VALUE, ErrorKind.INTERPOLATION_KEY,
                                ErrorKind.MISSING_VALUE));
    }

    @Test
    void ofTheRootLetSectionsOfGroupsStandBesideButNoOtherKey() {
        Composer composer = over(
                        "config.yaml", "defaults: [{learner: ppo}, _self_]\nsede: 3\n", "learner/ppo.yaml", "name: ppo")
                .schema("", Root.class);

        assertThatProblems(() -> composer.compose("config", List.of())).first().asString()
                .startsWith("Unknown key \"sede\" in config.yaml, line 2; did you mean \"seed\"?");
    }

    @Test
    void ofTheRootFindTheGroupThatWasMeantByAnAddedKey() {
        Composer composer = over("config.yaml", "defaults: [learner: null]", "learner/ppo.yaml", "name: ppo")
                .schema("", Root.class);

        assertThatProblems(() -> composer.compose("config", List.of("+laerner=ppo")).bind("", Root.class))
                .first().asString()
                .startsWith("Unknown key \"laerner\" in the override +laerner=ppo; did you mean \"learner\"?");
    }

    @Test
    void ofTheRootAreBoundWithTheEmptyKey() {
        Config config = over(
                        "config.yaml", "defaults: [{learner: ppo}, _self_]\nseed: 3\n", "learner/ppo.yaml", "name: ppo")
                .schema("", Root.class)
                .compose("config", List.of("device=cpu"));

        assertThat(config.bind("", Root.class)).isEqualTo(new Root(3, "cpu"));
        assertThat(config.at("learner").value("name")).isEqualTo("ppo");
    }

    private static ListAssert<String> assertThatProblems(ThrowingCallable call) {
        ConfigException e = catchThrowableOfType(ConfigException.class, call);
        assertThat(e).as("a ConfigException").isNotNull();
        return assertThat(e.problems().stream().map(Problem::message).toList());
    }
}
