package jarl.network.java;

import jarl.network.Network;
import jarl.network.NetworkSpec;
import jarl.network.Optimizer;
import jarl.network.OptimizerConfig;
import jarl.network.Rows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A perceptron whose parameters are plain arrays.
///
/// Each number has one owner among the threads: rows of the batch on the way up and down, rows of parameters for their
/// gradient and their step, or, where a network has no torso and as many towers as there are threads, whole towers.
/// The owner computes it in the order that [Kernels] writes, so the shares change no bit.
final class JavaNetwork implements Network {
    /// Rows that [#infer] pushes through at once: their activations stay in the first cache.
    private static final int CHUNK = 64;

    /// Multiply-adds below which waking other threads costs more than they save.
    private static final long SHORT = 200_000;

    private static final Rows NONE = new Rows(new float[0], 0, 1);

    private final NetworkSpec spec;
    private final Kernels kernels;
    private final Team team;
    private final List<Stack> stacks;
    private final Schedule schedule;
    private final long weights;
    private final int outputs;
    private final Pass[] inference;
    private final Set<String> taken = new HashSet<>();

    private Pass training;
    private int batch = -1;
    private boolean toInputs;
    private boolean toParameters;
    private boolean closed;
    private Rows x = NONE;
    private Rows y = NONE;

    private final Team.Task forward = this::forward;
    private final Team.Task backward = this::backward;
    private final Team.Task belowTowers = this::backwardBelowTowers;
    private final Team.Task parameterGradient = this::parameterGradient;
    private final Team.Task infer = this::infer;

    JavaNetwork(NetworkSpec spec, Kernels kernels, Team team, float[] parameters) {
        this.spec = spec;
        this.kernels = kernels;
        this.team = team;
        stacks = Stack.of(spec);
        schedule = new Schedule(stacks, team.size());
        outputs = spec.outputs();
        weights = stacks.stream().mapToLong(Stack::parameters).sum();
        inference = new Pass[team.size()];
        Arrays.setAll(inference, member -> new Pass(kernels, stacks, spec.inputs(), CHUNK));
        training = new Pass(kernels, stacks, spec.inputs(), 0);
        load(parameters);
    }

    @Override
    public NetworkSpec spec() {
        return spec;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void parameters(float[] into) {
        needs(into);
        layers().forEach(layer -> layer.write(layer.theta, into, layer.flatAt));
    }

    @Override
    public void load(float[] from) {
        needs(from);
        layers().forEach(layer -> layer.load(from));
    }

    @Override
    public void gradient(float[] into) {
        needs(into);
        layers().forEach(layer -> layer.write(layer.gradient, into, layer.flatAt));
    }

    private void needs(float[] flat) {
        open();
        if (flat.length != weights) {
            throw new IllegalArgumentException("The network has " + weights + " parameters, not " + flat.length);
        }
    }

    private Stream<Dense> layers() {
        return stacks.stream().flatMap(stack -> stack.layers().stream());
    }

    @Override
    public void blend(Network from, float tau) {
        open();
        if (!(from instanceof JavaNetwork that) || !that.spec.equals(spec)) {
            throw new IllegalArgumentException("Only a network of the same spec and engine can be blended in");
        }
        for (int s = 0; s < stacks.size(); s++) {
            List<Dense> mine = stacks.get(s).layers();
            for (int l = 0; l < mine.size(); l++) {
                mine.get(l).blend(that.stacks.get(s).layers().get(l), tau);
            }
        }
    }

    @Override
    public Network twin() {
        float[] flat = new float[Math.toIntExact(weights)];
        parameters(flat);
        return new JavaNetwork(spec, kernels, team, flat);
    }

    @Override
    public void infer(Rows rows, Rows results) {
        open();
        check("Inputs", rows, rows.count(), inputs());
        check("Outputs", results, rows.count(), outputs);
        x = rows;
        y = results;
        run(infer, rows.count());
        x = NONE;
        y = NONE;
    }

    private void infer(int member) {
        Pass pass = inference[member];
        int begin = Schedule.share(x.count(), Schedule.ROWS, member, team.size());
        int end = Schedule.share(x.count(), Schedule.ROWS, member + 1, team.size());
        for (int first = begin; first < end; first += CHUNK) {
            int count = Math.min(CHUNK, end - first);
            pass.take(x, first, count);
            for (int stack = 0; stack < stacks.size(); stack++) {
                pass.forward(stack, 0, count);
            }
            pass.give(y, first, count);
        }
    }

    @Override
    public void forward(Rows rows, Rows results) {
        open();
        check("Inputs", rows, rows.count(), inputs());
        check("Outputs", results, rows.count(), outputs);
        batch = rows.count();
        if (batch > training.capacity) {
            training = new Pass(kernels, stacks, spec.inputs(), batch);
        }
        training.take(rows, 0, batch);
        run(forward);
        training.give(results, 0, batch);
    }

    private void forward(int member) {
        for (int stack = 0; stack < stacks.size(); stack++) {
            training.forward(stack, schedule.row(stack, batch, member), schedule.row(stack, batch, member + 1));
        }
    }

    @Override
    public void backward(Rows dy, @Nullable Rows dx) {
        backward(dy, dx, true);
    }

    @Override
    public void inputGradient(Rows dy, Rows dx) {
        backward(dy, dx, false);
    }

    private void backward(Rows dy, @Nullable Rows dx, boolean parameters) {
        open();
        if (batch < 0) {
            throw new IllegalStateException("backward without a forward before it");
        }
        check("Output gradients", dy, batch, outputs);
        if (dx != null) {
            check("Input gradients", dx, batch, inputs());
        }
        toInputs = dx != null;
        toParameters = parameters;
        training.takePulls(dy);
        run(backward);
        if (schedule.byRows() && toParameters) {
            run(parameterGradient);
        } else if (!schedule.byRows() && toInputs) {
            run(belowTowers);
        }
        if (dx != null) {
            training.giveInputPulls(dx);
        }
    }

    /// By rows: all the way down, parameters wait for the others' rows. By towers: a tower and its parameters, the
    /// sum below them waits for the other towers.
    private void backward(int member) {
        for (int stack = 1; stack < stacks.size(); stack++) {
            training.backward(stack, schedule.row(stack, batch, member), schedule.row(stack, batch, member + 1));
        }
        if (schedule.byRows()) {
            backwardBelowTowers(member);
        } else if (toParameters) {
            parameterGradient(member);
        }
    }

    private void backwardBelowTowers(int member) {
        int from = Schedule.share(batch, Schedule.ROWS, member, team.size());
        training.backwardBelowTowers(toInputs, from, Schedule.share(batch, Schedule.ROWS, member + 1, team.size()));
    }

    private void parameterGradient(int member) {
        for (int stack = 0; stack < stacks.size(); stack++) {
            List<Dense> layers = stacks.get(stack).layers();
            for (int i = 0; i < layers.size(); i++) {
                int from = schedule.parameterRow(stack, layers.get(i), member);
                int to = schedule.parameterRow(stack, layers.get(i), member + 1);
                training.parameterGradient(stack, i, batch, from, to);
            }
        }
    }

    @Override
    public void clearGradient() {
        open();
        layers().forEach(layer -> Arrays.fill(layer.gradient, 0));
    }

    /// Does a task of the training loop: together, if the batch gives each enough to do.
    void run(Team.Task task) {
        run(task, batch);
    }

    private void run(Team.Task task, int rows) {
        if (weights * rows < SHORT) {
            team.alone(task);
        } else {
            team.run(task);
        }
    }

    @Override
    public Optimizer optimizer(OptimizerConfig how, String... towers) {
        open();
        List<String> known = stacks.stream().filter(stack -> !stack.layers().isEmpty()).map(Stack::name).toList();
        List<String> wanted = towers.length == 0 ? known : List.of(towers);
        for (String tower : wanted) {
            if (!known.contains(tower)) {
                throw new IllegalArgumentException("No tower " + tower + " to optimize; there are " + known);
            }
            if (taken.contains(tower)) {
                throw new IllegalArgumentException("Tower " + tower + " has an optimizer already");
            }
        }
        taken.addAll(wanted);
        return new JavaOptimizer(this, how, wanted);
    }

    private static void check(String what, Rows rows, int count, int width) {
        if (rows.count() != count || rows.width() != width) {
            throw new IllegalArgumentException(what + " are [" + rows.count() + ", " + rows.width()
                    + "] where [" + count + ", " + width + "] is needed");
        }
    }

    List<Stack> stacks() {
        return stacks;
    }

    Kernels kernels() {
        return kernels;
    }

    Schedule schedule() {
        return schedule;
    }

    /// @throws IllegalStateException if the network or its engine has been closed
    void open() {
        if (closed || team.closed()) {
            throw new IllegalStateException("The network, or the engine that made it, has been closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
