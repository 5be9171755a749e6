package jarl.studio.cli;

import jarl.config.Config;
import jarl.run.Configs;
import jarl.run.Training;
import java.nio.file.Path;
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
            "  ./jarl train trainer.num_steps=5000 trainer.learning_rate=3e-4 environment.num_envs=8"
        })
final class TrainCommand implements Callable<Integer> {
    @Mixin
    ConfigOptions options = new ConfigOptions();

    @Option(names = "--cfg", paramLabel = "job", description = "Print the config instead of training, as Hydra does.")
    @Nullable Printed cfg;

    @Option(names = "--resolve", description = "With --cfg: every interpolation resolved.")
    boolean resolve;

    @Spec
    CommandSpec spec;

    /// What `--cfg` may print.
    enum Printed {
        JOB
    }

    @Override
    public Integer call() {
        Config config = options.composer().compose(options.configName, Configs.forTraining(options.overrides));
        if (cfg != null) {
            spec.commandLine().getOut().print(resolve ? config.toResolvedYaml() : config.toYaml());
            spec.commandLine().getOut().flush();
            return 0;
        }
        Path outputs = options.workspace().outputs();
        var console = new TrainingConsole(spec.commandLine().getOut());
        return Interruptible.train(
                () -> Training.train(config, outputs, Configs.runFolder(config), console), console);
    }
}
