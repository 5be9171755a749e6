package jarl.run.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recorded episode: the seed and the actions, from which the world can be lived through again, step for step.
///
/// @param id            unique in its run, also the name of its file: `step_2048-seed_2147483648`
/// @param run           id of the run
/// @param environment   the catalogue's name of the world
/// @param step          environment steps that the policy had learnt from
/// @param seed          of the world
/// @param episodeReturn sum of rewards, undiscounted
/// @param length        steps
/// @param truncated     whether a clock cut it
/// @param deathReason   why it ended, in the world's own words; null where it does not say
/// @param savedAt       ISO 8601 with offset
/// @param actions       rows of the action space; shape `[length][width]`
@JsonPropertyOrder({"id", "run", "environment", "step", "seed", "episode_return", "length", "truncated"})
public record Replay(
        String id,
        String run,
        String environment,
        long step,
        long seed,
        @JsonProperty("episode_return") double episodeReturn,
        int length,
        boolean truncated,
        @JsonProperty("death_reason") @Nullable String deathReason,
        @JsonProperty("saved_at") String savedAt,
        List<float[]> actions) {}
