package jarl.algorithm.dpo;

import static jarl.config.Checks.atLeast;
import static jarl.config.Checks.greaterThan;
import static jarl.config.Checks.that;

import jarl.config.Default;
import jarl.config.Schedule;
import org.jspecify.annotations.Nullable;

/// How [Dpo] learns.
public record DpoConfig(
        @Default("16") int groupSize, // N, episodes that begin alike and are ranked; environment.num_envs is a multiple
        @Default("0.1") Schedule beta, // β: the smaller, the further the policy may go from its reference
        @Default("4") int nEpochs, // passes over the pairs of an iteration
        @Default("64") int batchSize, // pairs per gradient step
        @Default("null") @Nullable String preferences) { // a file of pairs to learn from instead; null: pairs are lived

    public DpoConfig {
        that("group_size", groupSize >= 2 && groupSize % 2 == 0, "even and at least 2", groupSize);
        greaterThan("beta", 0, beta);
        atLeast("n_epochs", 1, nEpochs);
        atLeast("batch_size", 1, batchSize);
    }
}
