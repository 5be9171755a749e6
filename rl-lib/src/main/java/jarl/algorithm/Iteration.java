package jarl.algorithm;

import jarl.experience.Episode;
import java.util.List;
import java.util.Map;

/// What one iteration of a learner came to.
///
/// @param number           1 for the first
/// @param environmentSteps taken since the beginning, by all environments together; where a rule learns from a file, the
///                         recorded steps it was given instead
/// @param measures         by the names of the metric row: `policy_loss`, `entropy`, `approx_kl`, …
/// @param episodes         those that ended during this iteration, in order
public record Iteration(long number, long environmentSteps, Map<String, Double> measures, List<Episode> episodes) {}
