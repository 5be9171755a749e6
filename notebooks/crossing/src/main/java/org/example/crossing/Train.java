package org.example.crossing;

import jarl.config.Config;
import jarl.config.ConfigException;
import jarl.evaluation.Evaluation;
import jarl.run.Configs;
import jarl.run.Run;
import jarl.run.Training;
import jarl.run.TrainingListener;
import jarl.run.Workspace;
import jarl.run.judge.Judgement;
import java.nio.file.Path;
import java.util.List;

/// Trains the light without a notebook: `Train seed=2 trainer.num_steps=50000`. A main like any other, so a breakpoint in
/// [CrossingWorld#step] stops in it.
public final class Train {
    private Train() {}

    public static void main(String[] overrides) {
        Workspace here = Workspace.around(Path.of("")); // the folder with configs/
        try {
            Config config = Configs.experiment(here.configs(), List.of(overrides));
            Run run = Training.train(config, here.outputs(), new TrainingListener() {
                @Override
                public void evaluated(long step, Evaluation evaluation, boolean best) {
                    System.out.printf("after %,d steps %.1f%s%n", step, evaluation.meanReturn(), best ? ", the best so far" : "");
                }
            });
            System.out.println("at its best: " + Judgement.of(run, "best", 20, 0, true).evaluation());
            System.out.println("everything is in outputs/" + run.id());
        } catch (ConfigException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }
}
