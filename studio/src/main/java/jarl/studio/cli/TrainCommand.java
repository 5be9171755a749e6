package jarl.studio.cli;

import jarl.config.Config;
import jarl.run.Configs;
import jarl.run.Training;
import jarl.studio.launch.Multirun;
import jarl.studio.launch.ProcessTraining;
import jarl.studio.launch.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./jarl train`: compose, train, say where it lies.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train a policy. Ctrl-C stops between two steps, saves, and leaves a run that can be resumed.",
            "",
            "  ./jarl train experiment=cartpole_ppo seed=1",
            "  ./jarl train trainer.num_steps=5000 trainer.learning_rate=3e-4 environment.num_envs=8",
            "  ./jarl train --multirun experiment=cartpole_ppo seed=1,2,3 launcher.n_jobs=2",
            "  ./jarl train launcher=process    # in a process of its own, which outlives this one",
            "",
            "Exit code: 0 trained, 1 a run failed, 2 wrong usage or config, 130 interrupted."
        })
final class TrainCommand implements Callable<Integer> {
    @Mixin
    ConfigOptions options = new ConfigOptions();

    @Option(names = "--cfg", paramLabel = "job", description = "Print the config instead of training, as Hydra does.")
    @Nullable Printed cfg;

    @Option(names = "--resolve", description = "With --cfg: every interpolation resolved.")
    boolean resolve;

    @Option(
            names = {"-m", "--multirun"},
            description = "Train each job of a sweep: a=1,2, choice(…), range(…), glob(…).")
    boolean multirun;

    @Option(names = "--resume", paramLabel = "DIR", description = "Train what is missing of the sweep in this folder.")
    @Nullable Path sweep;

    @Spec
    CommandSpec spec;

    /// What `--cfg` may print.
    enum Printed {
        JOB
    }

    @Override
    public Integer call() {
        if (sweep != null) {
            return resumeSweep(sweep);
        }
        List<String> overrides = Configs.forTraining(options.overrides);
        if (multirun) {
            return sweep(overrides);
        }
        Config config = options.composer().compose(options.configName, overrides);
        return cfg == null ? train(config) : print(config);
    }

    private int print(Config config) {
        spec.commandLine().getOut().print(resolve ? config.toResolvedYaml() : config.toYaml());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int train(Config config) {
        Path outputs = options.workspace().outputs();
        Path folder = Configs.runFolder(config);
        var console = new TrainingConsole(spec.commandLine().getOut());
        if (Multirun.launcher(config).name().equals("process")) {
            var training = ProcessTraining.start(Training.queue(config, outputs, folder), List.of());
            return console.follow(training, true);
        }
        return console.watch(() -> Training.train(config, outputs, folder, console.withController()));
    }

    private int sweep(List<String> overrides) {
        var jobs = options.composer().expand(options.configName, overrides);
        return train(Multirun.create(jobs, overrides, options.workspace().outputs()));
    }

    private int resumeSweep(Path folder) {
        if (!options.overrides.isEmpty()) {
            throw new IllegalArgumentException("--resume trains what was asked for when the sweep began; it takes no"
                    + " overrides: " + String.join(" ", options.overrides));
        }
        return train(Multirun.at(folder));
    }

    private int train(Multirun jobs) {
        try (var _ = StopSignal.interruptsThisThread()) {
            return new MultirunConsole(spec.commandLine().getOut(), jobs).train();
        }
    }
}
