package jarl.run.checkpoint;

import jarl.network.Categorical;
import jarl.network.DuelingValues;
import jarl.network.Gaussian;
import jarl.network.Head;
import jarl.network.MultiCategorical;
import jarl.network.SquashedGaussian;
import jarl.network.Values;
import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a policy's output columns are read as actions.
public enum HeadKind {
    /// One logit a choice, for [Discrete].
    CATEGORICAL,
    /// The logits of each choice side by side, for [MultiDiscrete].
    MULTI_CATEGORICAL,
    /// Means, then log σ, of each coordinate of a [Box]; the action is clipped to the box.
    GAUSSIAN,
    /// Means, then log σ, before tanh; the action is scaled from (−1, 1) to the bounds of a [Box].
    SQUASHED_GAUSSIAN,
    /// Q(s, a) of each choice, for [Discrete].
    VALUES,
    /// V(s), then the advantages A(s, a), for [Discrete]; Q = V + A − mean A.
    DUELING_VALUES;

    /// Names of the tower at which its columns begin: the first of these that a network has.
    List<String> towers() {
        return switch (this) {
            case CATEGORICAL, MULTI_CATEGORICAL, GAUSSIAN, SQUASHED_GAUSSIAN -> List.of("actor");
            case VALUES -> List.of("q");
            case DUELING_VALUES -> List.of("q", "value");
        };
    }

    /// `categorical`, `multi_categorical` …, as files say it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The head that files call so.
    ///
    /// @throws IllegalArgumentException if no head has this name
    public static HeadKind named(String word) {
        for (HeadKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No head is called " + word + "; there are "
                + String.join(", ", Arrays.stream(values()).map(HeadKind::word).toList()));
    }

    /// What this head is.
    public static HeadKind of(Head head) {
        return switch (head) {
            case Categorical _ -> CATEGORICAL;
            case MultiCategorical _ -> MULTI_CATEGORICAL;
            case Gaussian _ -> GAUSSIAN;
            case SquashedGaussian _ -> SQUASHED_GAUSSIAN;
            case Values _ -> VALUES;
            case DuelingValues _ -> DUELING_VALUES;
        };
    }

    /// A head of this kind, reading from `column` on.
    ///
    /// @throws IllegalArgumentException if it cannot act in this space
    public Head head(Space actions, int column) {
        int width = width(actions);
        return switch (this) {
            case CATEGORICAL -> new Categorical(column, width);
            case MULTI_CATEGORICAL -> new MultiCategorical(column, ((MultiDiscrete) actions).sizes());
            case GAUSSIAN -> new Gaussian(column, width / 2);
            case SQUASHED_GAUSSIAN -> new SquashedGaussian(column, width / 2);
            case VALUES -> new Values(column, width);
            case DUELING_VALUES -> new DuelingValues(column, width - 1);
        };
    }

    /// Output columns it reads for these actions.
    ///
    /// @throws IllegalArgumentException if it cannot act in this space
    public int width(Space actions) {
        return switch (this) {
            case CATEGORICAL, VALUES -> choices(actions);
            case DUELING_VALUES -> 1 + choices(actions);
            case MULTI_CATEGORICAL -> {
                if (actions instanceof MultiDiscrete several) {
                    yield Arrays.stream(several.sizes()).sum();
                }
                throw misfit(actions);
            }
            case GAUSSIAN, SQUASHED_GAUSSIAN -> {
                if (actions instanceof Box box) {
                    yield 2 * box.width();
                }
                throw misfit(actions);
            }
        };
    }

    private int choices(Space actions) {
        if (actions instanceof Discrete discrete) {
            return discrete.n();
        }
        throw misfit(actions);
    }

    private IllegalArgumentException misfit(Space actions) {
        return new IllegalArgumentException("A head " + word() + " does not act in " + actions);
    }
}
