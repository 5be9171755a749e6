package jarl.studio.bench;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.run.Algorithms;
import jarl.run.Configs;
import jarl.run.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A measured recipe")
class RecipeTest {
    static Stream<Recipe> ofRulesThatThereAre() {
        return Stream.of(Trainings.PPO, Trainings.DQN)
                .filter(training -> exists(training.algorithm()))
                .flatMap(training -> training.recipes().stream());
    }

    private static boolean exists(String algorithm) {
        return Algorithms.all().stream().anyMatch(entry -> entry.name().equals(algorithm));
    }

    @ParameterizedTest
    @MethodSource("ofRulesThatThereAre")
    void isAConfigWithoutUnknownKeys(Recipe recipe) {
        var config = Configs.composer(Path.of("../configs")).compose("config", recipe.overrides());
        assertThat(Experiment.of(config).environment().name()).isEqualTo("CartPole-v1");
    }

    @Test
    void ofARuleThatIsMissingIsLeftOutAndThatIsSaid() {
        var results = new ArrayList<Result>();
        var notes = new ArrayList<String>();
        new Trainings("alchemy-cartpole", "alchemy", Recipe.PPO)
                .run(new Settings(List.of(), "java", 1, 1, null), results::add, notes::add);
        assertThat(results).isEmpty();
        assertThat(notes).singleElement().asString().contains("alchemy-cartpole", "no learning rule called alchemy");
    }
}
