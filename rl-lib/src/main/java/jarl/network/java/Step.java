package jarl.network.java;

import jarl.network.OptimizerConfig;

/// One step of an optimizer, as the kernels need it. One object serves all steps.
sealed interface Step {

    static Step of(OptimizerConfig how) {
        return switch (how) {
            case OptimizerConfig.Adam(float beta1, float beta2, float epsilon) ->
                new Adam(beta1, beta2, positive(epsilon));
            case OptimizerConfig.RmsProp(float alpha, float epsilon) -> new RmsProp(alpha, positive(epsilon));
        };
    }

    /// Without ε a parameter that has never had a gradient would divide zero by zero.
    private static float positive(float epsilon) {
        if (epsilon > 0) {
            return epsilon;
        }
        throw new IllegalArgumentException("The optimizer's epsilon is " + epsilon + "; it must be above 0");
    }

    /// Sets what changes from step to step.
    ///
    /// @param scale of the gradient: below 1 where its norm is clipped
    /// @param t     number of the step, counted from 1
    void prepare(float learningRate, float scale, long t);

    /// Moves the parameters `[from, to)` of θ and clears their gradient.
    ///
    /// @param m first moments; RMSprop has none and leaves them alone
    /// @param v second moments
    void move(Kernels kernels, float[] theta, float[] g, float[] m, float[] v, int from, int to);

    /// x = g·scale, m ← β₁m + (1−β₁)x, v ← β₂v + (1−β₂)x², θ ← θ − rate·m / (√v·spread + ε).
    final class Adam implements Step {
        final float beta1;
        final float fresh1;
        final float beta2;
        final float fresh2;
        final float epsilon;
        float scale;
        /// Learning rate over 1 − β₁ᵗ.
        float rate;
        /// 1/√(1 − β₂ᵗ).
        float spread;

        private Adam(float beta1, float beta2, float epsilon) {
            this.beta1 = beta1;
            this.fresh1 = 1 - beta1;
            this.beta2 = beta2;
            this.fresh2 = 1 - beta2;
            this.epsilon = epsilon;
        }

        @Override
        public void prepare(float learningRate, float scale, long t) {
            this.scale = scale;
            rate = (float) (learningRate / (1 - Math.pow(beta1, (double) t)));
            spread = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) t)));
        }

        @Override
        public void move(Kernels kernels, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
            kernels.move(this, theta, g, m, v, from, to);
        }
    }

    /// x = g·scale, v ← αv + (1−α)x², θ ← θ − rate·x / (√v + ε).
    final class RmsProp implements Step {
        final float alpha;
        final float fresh;
        final float epsilon;
        float scale;
        float rate;

        private RmsProp(float alpha, float epsilon) {
            this.alpha = alpha;
            this.fresh = 1 - alpha;
            this.epsilon = epsilon;
        }

        @Override
        public void prepare(float learningRate, float scale, long t) {
            this.scale = scale;
            rate = learningRate;
        }

        @Override
        public void move(Kernels kernels, float[] theta, float[] g, float[] m, float[] v, int from, int to) {
            kernels.move(this, theta, g, v, from, to);
        }
    }
}
