package jarl.run.replay;

import jarl.env.Action;
import jarl.env.Environment;
import jarl.env.EnvironmentConfig;
import jarl.env.NumpyRandom;
import jarl.env.Picture;
import jarl.env.Step;
import jarl.env.Vectorized;
import jarl.env.Wrapper;
import jarl.evaluation.EpisodeResult;
import jarl.evaluation.Evaluator;
import jarl.evaluation.Seeds;
import jarl.experience.ActionBounds;
import jarl.experience.Trajectory;
import jarl.network.Head;
import jarl.network.Policy;
import jarl.network.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One episode of a policy, picture by picture.
///
/// @param world    its name
/// @param frames   the world at the start and after each step
/// @param measures named measures of the last step
/// @param ending   what the last frame shows, in plain values; null where the world says nothing
public record Film(
        String world,
        List<Picture> frames,
        EpisodeResult result,
        Map<String, Double> measures,
        @Nullable Map<String, Object> ending) {
    public Film {
        frames = List.copyOf(frames);
    }

    /// Films an episode of a policy that acts greedily.
    ///
    /// @param episode number of the test seed it starts from, from 0
    /// @throws ReplayException if the world does not draw itself
    public static Film of(Policy policy, EnvironmentConfig world, long episode) {
        var camera = new Camera(world.one());
        try (var worlds = new Vectorized(() -> camera, 1)) {
            EpisodeResult result = Evaluator.evaluate(policy, worlds, Seeds.test(episode, 1), true)
                    .episodes().getFirst();
            return new Film(camera.name(), camera.frames, result, camera.measures, camera.ending);
        }
    }

    /// Films an episode that was lived, by living it again.
    ///
    /// @param head  of the policy that lived it
    /// @param start seed of the reset that it began with
    /// @throws ReplayException if the world does not draw itself
    public static Film of(EnvironmentConfig world, Head head, long start, Trajectory lived) {
        try (var camera = new Camera(world.one())) {
            var bounds = ActionBounds.of(camera.actionSpace(), head);
            camera.reset(NumpyRandom.seeded(start));
            double total = 0;
            boolean cut = false;
            Rows actions = lived.actions();
            for (int t = 0; t < lived.length(); t++) {
                float[] action = Arrays.copyOfRange(actions.data(), t * actions.width(), (t + 1) * actions.width());
                Step step = camera.step(Action.of(bounds.apply(action).clone()));
                total += (float) step.reward(); // as worlds side by side pay it
                cut = step.truncated();
            }
            var result = new EpisodeResult(start, total, lived.length(), cut, null, null);
            return new Film(camera.name(), camera.frames, result, camera.measures, camera.ending);
        }
    }

    /// Takes the first episode only.
    private static final class Camera extends Wrapper {
        private final List<Picture> frames = new ArrayList<>();
        private Map<String, Double> measures = Map.of();
        private @Nullable Map<String, Object> ending;
        private boolean over;

        Camera(Environment world) {
            super(world);
        }

        @Override
        public float[] reset(RandomGenerator random) {
            float[] observation = inner().reset(random);
            if (!over) {
                take();
            }
            return observation;
        }

        @Override
        public Step step(Action action) {
            Step step = inner().step(action);
            if (!over) {
                take();
                measures = step.measures();
                ending = scene();
                over = step.ended();
            }
            return step;
        }

        private void take() {
            Picture picture = picture();
            if (picture == null) {
                throw new ReplayException(name() + " does not draw itself; give it picture()");
            }
            frames.add(picture);
        }
    }
}
