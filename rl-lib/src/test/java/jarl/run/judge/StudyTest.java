package jarl.run.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.run.Configs;
import jarl.run.Runs;
import jarl.run.judge.Study.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A study")
class StudyTest {
    private static Study study(double each, double median, double... means) {
        var recipe = new Recipe("some_recipe", 20, each, median, "for a test");
        return new Study(
                recipe,
                "java",
                java.util.Arrays.stream(means)
                        .mapToObj(mean -> new Result(1, mean, OptionalLong.of(12_345), OptionalLong.empty(), 2))
                        .toList());
    }

    @Test
    void isReachedWhereEachAndTheMedianAre() {
        assertThat(study(10, 15, 10, 15, 16).reached()).isTrue();
        assertThat(study(10, 15, 9, 15, 16).reached()).isFalse();
        assertThat(study(10, 15, 10, 14, 16).reached()).isFalse();
        assertThat(study(Double.NEGATIVE_INFINITY, 15, -900, 14, 16, 20).reached()).isTrue();
    }

    @Test
    void isARowOfMarkdown() {
        assertThat(Study.table(List.of(study(10, 15, 9, 15, 16)))
                        .lines()
                        .skip(2))
                .containsExactly("| some_recipe | java | 9.00, 15.0, 16.0 | 15.0 | median 15.0, each 10.0 (for a test)"
                        + " | 12 k, 12 k, 12 k | –, –, – | 6.00 | **missed** |");
    }

    static List<Recipe> recipes() {
        return Recipe.ALL;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void trainsRecipesThatCompose(Recipe recipe) {
        var config = Configs.experiment(Path.of("../configs"), List.of("experiment=" + recipe.experiment()));
        assertThat(String.valueOf(config.value("algorithm.name"))).isNotEmpty();
    }

    @Test
    void trainsAndJudges(@TempDir Path outputs) {
        Result result = Study.train(
                Recipe.named("cartpole_ppo"),
                3,
                "java",
                List.of("trainer.num_steps=512", "trainer.eval_every=256"),
                Path.of("../configs"),
                outputs);
        assertThat(result.seed()).isEqualTo(3);
        assertThat(result.meanReturn()).isBetween(8.0, 500.0);
        assertThat(new Runs(outputs).list()).hasSize(1);
    }

    /// A threshold that the first evaluation reaches, and the training only once it has lived a hundred episodes.
    @Test
    void tellsWhenAnEvaluationAndTheTrainingEpisodesWereFirstGoodEnough(@TempDir Path outputs) {
        var easy = new Recipe("cartpole_ppo", 1, 0, 9, "for a test");
        List<String> shorter = List.of("trainer.num_steps=4096", "trainer.eval_every=256");
        Result result = Study.train(easy, 3, "java", shorter, Path.of("../configs"), outputs);
        assertThat(result.evaluatedAt()).hasValue(256);
        assertThat(result.trainedAt().orElseThrow()).isBetween(1000L, 4096L); // 100 episodes of 10 to 40 steps
        assertThat(result.trainedAt().orElseThrow() % 256).isZero(); // seen at the end of an iteration
    }

    @Test
    void namesTheRecipesWhereOneIsAskedForThatIsNot() {
        assertThatThrownBy(() -> Recipe.named("cartpole_pop")).hasMessageContaining("cartpole_ppo");
    }
}
