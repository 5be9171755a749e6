package jarl.studio.bench;

import java.util.List;
import java.util.function.Consumer;

/// Something whose speed can be measured. Its results come one by one, as they are known.
public sealed interface Measure permits Trainings, CudaTrainings, Stepping, Inference, Minibatch {
    /// All of them, in the order in which they run where none is named.
    static List<Measure> all() {
        return List.of(
                Trainings.PPO, Trainings.DQN, new Stepping(), new Inference(), new Minibatch(), new CudaTrainings());
    }

    /// The measure of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message names all there are
    static Measure named(String name) {
        return all().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No measure is called \"" + name + "\". There are: "
                        + String.join(", ", all().stream().map(Measure::name).toList())));
    }

    /// As the command line names it: `ppo-cartpole`.
    String name();

    /// Measures.
    ///
    /// @param results told each result
    /// @param notes   told why something was left out
    /// @throws IllegalArgumentException if it cannot be measured as the settings want it
    /// @throws IllegalStateException    if a process that was measured failed
    void run(Settings settings, Consumer<Result> results, Consumer<String> notes);
}
