package jarl.studio.cli;

import jarl.config.Config;
import jarl.run.Configs;
import jarl.run.Training;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        Config config = options.composer().compose(options.configName, Configs.forTraining(options.overrides));
        Path outputs = options.workspace().outputs();
        var console = new TrainingConsole(spec.commandLine().getOut());
        return Interruptible.train(
                () -> Training.train(config, outputs, Configs.runFolder(config), console), console);
    }
}
