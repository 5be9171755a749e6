package jarl.run;

import jarl.algorithm.Learner;
import jarl.algorithm.LearnerSetup;
import jarl.env.EnvironmentConfig;
import jarl.env.NumpyRandom;
import jarl.env.VectorEnvironment;
import jarl.evaluation.Seeds;
import jarl.network.Engine;
import jarl.network.Engines;
import java.util.List;

/// What an experiment trains with: its worlds, its engine, its learner. Opened and closed together.
///
/// The run's seed is split once into streams for the environments and for the learner.
final class Parts implements AutoCloseable {
    final Experiment experiment;
    final VectorEnvironment environment;
    final VectorEnvironment validation;
    final Engine engine;
    final Learner learner;

    private Parts(
            Experiment experiment,
            VectorEnvironment environment,
            VectorEnvironment validation,
            Engine engine,
            Learner learner) {
        this.experiment = experiment;
        this.environment = environment;
        this.validation = validation;
        this.engine = engine;
        this.learner = learner;
    }

    static Parts open(Experiment experiment) {
        EnvironmentConfig world = experiment.environment();
        TrainerConfig trainer = experiment.trainer();
        RootConfig root = experiment.root();
        List<NumpyRandom> streams = NumpyRandom.seeded(root.seed()).spawn(2);
        VectorEnvironment environment = world.training();
        environment.reset(seeds(streams.get(0), world.numEnvs()));
        VectorEnvironment validation = world.validation(environment, trainer.evalEpisodes());
        Engine engine = Engines.open(root.engine(), root.device(), root.threads());
        var setup = new LearnerSetup(
                environment,
                engine,
                experiment.network(),
                trainer.learningRate(),
                trainer.maxGradNorm(),
                trainer.numSteps(),
                streams.get(1));
        return new Parts(experiment, environment, validation, engine, experiment.learner(setup));
    }

    private static long[] seeds(NumpyRandom random, int count) {
        long[] seeds = new long[count];
        for (int i = 0; i < count; i++) {
            seeds[i] = Seeds.training(random.nextLong());
        }
        return seeds;
    }

    RunRecord record(String id) {
        RootConfig root = experiment.root();
        return new RunRecord(
                id,
                RunState.QUEUED.label(),
                experiment.algorithm().name(),
                environment.name(),
                root.seed(),
                engine.name(),
                engine.device(),
                root.threads(),
                Machine.versions(engine),
                Machine.host(),
                Machine.git(java.nio.file.Path.of("")),
                null,
                null,
                0,
                null,
                null,
                engine.reproducible());
    }

    @Override
    public void close() {
        learner.close();
        engine.close();
        validation.close();
        environment.close();
    }
}
