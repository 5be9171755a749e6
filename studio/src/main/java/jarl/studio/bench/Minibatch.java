package jarl.studio.bench;

import jarl.network.Categorical;
import jarl.network.Head;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Outputs;
import jarl.network.Rows;
import jarl.network.Values;
import jarl.network.Weights;
import java.util.Arrays;
import java.util.function.Consumer;

/// One gradient step of PPO on 64, 256 and 2048 rows, from the rows to the moved parameters.
record Minibatch() implements Measure {
    private static final float LEARNING_RATE = 1e-5f; // so small that the policy stays one worth measuring
    private static final float MAX_NORM = 0.5f;

    @Override
    public String name() {
        return "ppo-step";
    }

    @Override
    public void run(Settings settings, Consumer<Result> results, Consumer<String> notes) {
        try (var policy = new PolicyAtWork(settings)) {
            Optimizer optimizer = policy.network.optimizer(OptimizerConfig.adam(1e-5));
            for (int count : new int[] {64, 256, 2048}) {
                var step = new GradientStep(policy, optimizer, count);
                results.accept(policy.result(name(), count, Stopwatch.secondsOf(settings.steps(), step)));
            }
        }
    }

    /// The work of `ActorCritic.improve`, on rows that stay the same.
    private static final class GradientStep implements Runnable {
        private final PolicyAtWork policy;
        private final Optimizer optimizer;
        private final int count;
        private final Head actor = new Categorical(0, PolicyAtWork.CHOICES);
        private final Head critic = new Values(PolicyAtWork.CHOICES, 1);
        private final Rows x;
        private final Rows y;
        private final Rows dy;
        private final Rows actions;
        private final Outputs now;
        private final Weights weights;

        GradientStep(PolicyAtWork policy, Optimizer optimizer, int count) {
            this.policy = policy;
            this.optimizer = optimizer;
            this.count = count;
            x = policy.observations(count);
            y = policy.outputs(count);
            dy = policy.outputs(count);
            actions = Rows.of(count, 1);
            now = new Outputs(count);
            weights = new Weights(count);
        }

        @Override
        public void run() {
            policy.network.forward(x, y);
            actor.read(y, null, actions, now);
            critic.read(y, null, actions, now);
            weigh();
            Arrays.fill(dy.data(), 0);
            actor.pull(y, null, actions, weights, dy);
            critic.pull(y, null, actions, weights, dy);
            policy.network.backward(dy, null);
            optimizer.step(LEARNING_RATE, MAX_NORM);
        }

        /// Weights like those of the clipped surrogate, for advantages and targets that go up and down with the row.
        private void weigh() {
            float oldLogProb = (float) -Math.log(PolicyAtWork.CHOICES);
            for (int i = 0; i < count; i++) {
                float ratio = (float) Math.exp(now.logProb(i) - oldLogProb);
                weights.logProb(i, (1 - i % 3) * ratio / count);
                weights.value(i, (now.value(i) - i % 5) / count);
            }
        }
    }
}
