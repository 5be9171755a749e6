package jarl.algorithm;

import jarl.config.Schedule;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.network.Engine;

/// What a learner is given beside its own options.
///
/// @param environment  the worlds, already reset
/// @param engine       makes its networks
/// @param network      their shape
/// @param learningRate of the policy, over the run's progress
/// @param maxGradNorm  bound on the gradient's global norm; infinite: none
/// @param numSteps     environment steps the run is planned for; schedules end there
/// @param random       the run's own generator for everything but the environments; the learner splits it
public record LearnerSetup(
        VectorEnvironment environment,
        Engine engine,
        NetworkConfig network,
        Schedule learningRate,
        float maxGradNorm,
        long numSteps,
        NumpyRandom random) {}
