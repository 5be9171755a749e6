package jarl.experience;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Whole episodes, one after the other in one [Rollout].
public final class Trajectories {
    private final Rollout steps;
    private final int[] ends;
    private final int[] groups;

    /// @param steps  the steps of one episode after the other
    /// @param ends   the step after the last of each episode; shape `[episodes]`
    /// @param groups the number of the group that each episode belongs to; same shape
    public Trajectories(Rollout steps, int[] ends, int[] groups) {
        this.steps = steps;
        this.ends = ends;
        this.groups = groups;
    }

    /// The whole episodes of a recording, in the order of the environments.
    ///
    /// @param used steps of each environment that count; the last of them ends an episode
    static Trajectories of(Rollout recorded, int[] used, int groupSize) {
        int total = 0;
        for (int steps : used) {
            total += steps;
        }
        Rollout packed = recorded.like(total, 1);
        int[] ends = new int[total];
        int[] groups = new int[total];
        int episodes = 0;
        int at = 0;
        for (int e = 0; e < used.length; e++) {
            for (int t = 0; t < used[e]; t++) {
                packed.copy(at, recorded, t * used.length + e);
                if (packed.terminated[at] || packed.truncated[at]) {
                    ends[episodes] = at + 1;
                    groups[episodes++] = e / groupSize;
                } else {
                    packed.nextValues[at] = recorded.values[(t + 1) * used.length + e];
                }
                at++;
            }
        }
        return new Trajectories(
                packed, Arrays.copyOf(ends, episodes), Arrays.copyOf(groups, episodes));
    }

    /// The episodes of these preferences: the chosen one of the k-th is number 2k, the rejected one number 2k + 1.
    public static Trajectories of(List<Preference> preferences) {
        List<Trajectory> all = new ArrayList<>();
        for (Preference preference : preferences) {
            all.add(preference.chosen());
            all.add(preference.rejected());
        }
        Trajectory any = all.getFirst();
        int size = all.stream().mapToInt(Trajectory::length).sum();
        var steps = new Rollout(size, 1, any.observations().width(), any.actions().width(), 0);
        int[] ends = new int[all.size()];
        int[] groups = new int[all.size()];
        int at = 0;
        for (int k = 0; k < ends.length; k++) {
            for (int t = 0; t < all.get(k).length(); t++, at++) {
                all.get(k).observations().copyRow(t, steps.observations, at);
                all.get(k).actions().copyRow(t, steps.actions, at);
            }
            ends[k] = at;
            groups[k] = k / 2;
        }
        return new Trajectories(steps, ends, groups);
    }

    /// How many episodes.
    public int count() {
        return ends.length;
    }

    /// All their steps.
    public Rollout steps() {
        return steps;
    }

    /// The first step of an episode.
    public int first(int episode) {
        return episode == 0 ? 0 : ends[episode - 1];
    }

    /// The step after its last.
    public int end(int episode) {
        return ends[episode];
    }

    public int length(int episode) {
        return end(episode) - first(episode);
    }

    /// The number of the group it belongs to, from 0; the episodes of a group have begun alike and stand side by side.
    public int group(int episode) {
        return groups[episode];
    }

    /// Sum of its rewards, undiscounted, as the learner sees them.
    public double episodeReturn(int episode) {
        double sum = 0;
        for (int i = first(episode); i < end(episode); i++) {
            sum += steps.reward(i);
        }
        return sum;
    }
}
