package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A composed config")
class ComposerTest {
    private static Config compose(String... overrides) {
        return Files.laboratory().compose("config", List.of(overrides));
    }

    @Test
    void remembersItsChoicesAndOverrides() {
        Config config = compose("+plan=quick", "seed=3");

        assertThat(config.choices())
                .containsExactlyInAnyOrderEntriesOf(Map.of("agent", "dqn", "task", "pole", "plan", "quick"));
        assertThat(config.overrides()).containsExactly("+plan=quick", "seed=3");
        assertThat(config.value("title")).isEqualTo("dqn/pole");
    }

    @Test
    void isReadBackFromItsYamlAsTheSameValues() {
        Config config = Files.compose("""
            a: '5'
            b: 1e-5
            c: [yes, 'no', 2025-01-31, '0x10', ~, .inf, '']
            d: {'a: b': "x\\ny", 7: '=', e: {}, f: []}
            g: "  spaces "
            h: '1e5'
            i: 123456789012345678901234567890
            """);

        assertThat(Files.compose(config.toYaml()).toMap()).isEqualTo(config.toMap());
    }

    @Test
    void isReadBackFromItsResolvedYamlWhereATextHoldsWhatWouldBeAnInterpolation() {
        Config config = Files.compose("""
            a: \\${b}
            b: [x, "\\\\${c}", '\\\\\\${d}']
            c: ${a} and ${b.2}
            ${k}: 1
            """);

        assertThat(config.toMap()).containsEntry("a", "${b}").containsEntry("c", "${b} and \\${d}");
        assertThat(Files.compose(config.toResolvedYaml()).toMap()).isEqualTo(config.toMap());
        assertThat(Files.compose(config.toYaml()).toMap()).isEqualTo(config.toMap());
    }

    @Test
    void isWrittenWithItsInterpolationsOrWithoutThem() {
        assertThat(compose().toYaml()).contains("title: ${agent.name}/${task.name}");
        assertThat(compose().toResolvedYaml()).contains("title: ppo/pole");
    }

    @Test
    void takesTheResultOfAnInterpolationAsItIs() {
        Config config = Files.compose("a: \\${b}\nb: ${a}\nc: ${b}/${a}\n");

        assertThat(config.toMap()).isEqualTo(Map.of("a", "${b}", "b", "${b}", "c", "${b}/${b}"));
    }

    @Test
    void knowsWhatIsStillMissing() {
        assertThat(Files.compose("a: ???\nb: {c: '???', d: 1}").missing()).containsExactly("a", "b.c");
    }

    @Test
    void answersForAKeyItDoesNotHaveWithTheNearest() {
        assertThatThrownBy(() -> compose().value("agent.rat")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean \"agent.rate\"?");
        assertThat(compose().has("agent.rat")).isFalse();
    }

    @Test
    void keepsFoldersOfRunsAside() {
        Config config = Files.laboratory().compose("config", List.of("hydra.run.dir=here/${agent.name}"));

        assertThat(config.runDirectory()).isEqualTo("here/ppo");
        assertThat(config.toMap()).doesNotContainKey("hydra");
    }

    @Test
    void takesAnOptionByInterpolationOfOtherChoices() {
        Config config = Files.of("config.yaml", "defaults: [{agent: ppo}, {task: pole}, 'tuned/${agent}_${task}']",
                "agent/ppo.yaml", "x: 1", "task/pole.yaml", "y: 1", "tuned/ppo_pole.yaml", "z: 1")
                .compose("config", List.of());

        assertThat(config.value("tuned.z")).isEqualTo(1L);
    }

    @Test
    void showsItsDefaultsTree() {
        assertThat(Files.laboratory().tree("config", List.of("+plan=quick"))).isEqualTo("""
            config
              agent: dqn  → agent
              task: pole  → task
              _self_
              plan: quick
            """);
    }

    @Test
    void isOneOfManyOptions() {
        assertThat(Files.laboratory().groups()).isEqualTo(Map.of("", List.of("config"), "agent", List.of("dqn", "ppo"),
                "plan", List.of("quick"), "task", List.of("pole")));
    }

    @Test
    void doesNotReadBeyondItsDirectory(@TempDir Path directory) throws Exception {
        Path configs = java.nio.file.Files.createDirectory(directory.resolve("configs"));
        java.nio.file.Files.writeString(directory.resolve("secret.yaml"), "a: 1");

        assertThatThrownBy(() -> Composer.over(configs).compose("../secret", List.of()))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNKNOWN_CONFIG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=range(0,1e12)", "a=range(0,1000000000000)", "a=range(1,2,0)", "a=range(0,1,1e-300)",
            "a=range(0,inf)", "a=interval(0,1)"})
    void isNotSweptWithoutEnd(String override) {
        assertThatThrownBy(() -> Files.laboratory().expand("config", List.of("+" + override)))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_SWEEP));
    }

    @Test
    void isSweptInTheOrderOfItsKeysTheLastFastest() {
        List<Job> jobs = Files.laboratory().expand("config", List.of("agent=glob(*)", "seed=range(1,3)", "debug=true"));

        assertThat(jobs).extracting(Job::overrides).containsExactly(
                List.of("agent=dqn", "seed=1", "debug=True"), List.of("agent=dqn", "seed=2", "debug=True"),
                List.of("agent=ppo", "seed=1", "debug=True"), List.of("agent=ppo", "seed=2", "debug=True"));
        assertThat(jobs.get(2).config().value("title")).isEqualTo("ppo/pole");
    }

    @Test
    void isSweptByItsOwnParametersToo() {
        List<Job> jobs = Files.of(
                        "config.yaml",
                        "hydra: {sweeper: {params: {a: '1,2', b: 'range(0,0.3,0.1)'}}}\na: 0\nb: 0\nc: 0")
                .expand("config", List.of("a=5", "c=7"));

        assertThat(jobs).extracting(Job::overrides).containsExactly(
                List.of("a=5", "b=0.0", "c=7"), List.of("a=5", "b=0.1", "c=7"), List.of("a=5", "b=0.2", "c=7"));
    }

    @Test
    void isSweptOverTextWithAnySignInIt() {
        List<Job> jobs =
                Files.laboratory().expand("config", List.of("title=choice('x y', 'é', '{\"a\": 1}', \"it's\")"));

        assertThat(jobs)
                .extracting(job -> job.config().value("title"))
                .containsExactly("x y", "é", "{\"a\": 1}", "it's");
    }

    @ParameterizedTest
    @CsvSource({"*,dqn;ppo", "d*,dqn", "?p?,ppo", "[dx]qn,dqn", "[!d]*,ppo", "*q*,dqn", "p,", "**o,ppo"})
    void isSweptOverTheOptionsThatAPatternNames(String glob, String options) {
        List<Job> jobs = Files.laboratory().expand("config", List.of("agent=glob('" + glob + "')"));

        assertThat(jobs).extracting(job -> job.config().value("agent.name"))
                .isEqualTo(options == null ? List.of() : List.of(options.split(";")));
    }

    @Test
    void ofAJobThatCannotBeFailsAlone() {
        List<Job> jobs = Files.laboratory().expand("config", List.of("agent=ppo,nope"));

        assertThat(jobs.getFirst().config().value("agent.name")).isEqualTo("ppo");
        assertThatThrownBy(() -> jobs.get(1).config()).isInstanceOf(ConfigException.class);
    }
}
