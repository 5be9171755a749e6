package jarl.studio.bench;

import jarl.network.Devices;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// PPO on thousands of CartPoles by the torch engine on a CUDA device; where there is none, that is said.
record CudaTrainings() implements Measure {
    private static final int ROLLOUT = 16; // steps in each world
    private static final int ITERATIONS = 10;

    @Override
    public String name() {
        return "ppo-cuda";
    }

    @Override
    public void run(Settings settings, Consumer<Result> results, Consumer<String> notes) {
        String device = device(notes);
        if (!device.startsWith("cuda")) {
            return;
        }
        for (int worlds : new int[] {4096, 16384, 65536}) {
            var outcome = TrainingProcess.run(overrides(worlds, settings));
            String words = String.format(Locale.ROOT, "%,.0f steps/s", outcome.figure("steps_per_s"));
            outcome.figures().put("num_envs", worlds);
            results.accept(new Result(name(), worlds + " worlds", words, outcome.engine(), outcome.figures()));
        }
    }

    private String device(Consumer<String> notes) {
        try {
            String device = Devices.here().choose("cuda", true, notes);
            if (!device.startsWith("cuda")) {
                notes.accept(name() + " is left out: FORCE_DEVICE=" + device + ".");
            }
            return device;
        } catch (IllegalStateException absent) {
            notes.accept(name() + " is left out: " + absent.getMessage());
            return "";
        }
    }

    private static List<String> overrides(int worlds, Settings settings) {
        long rollout = (long) worlds * ROLLOUT;
        return List.of(
                "algorithm=ppo",
                "environment=cartpole",
                "environment.num_envs=" + worlds,
                "engine=torch",
                "device=cuda",
                "seed=" + settings.seed(),
                "trainer.num_steps=" + (settings.steps() == null ? ITERATIONS * rollout : settings.steps()),
                "algorithm.n_steps=" + ROLLOUT,
                "algorithm.batch_size=" + rollout / 4,
                "algorithm.n_epochs=4");
    }
}
