package jarl.experience;

import jarl.env.VectorEnvironment;
import jarl.network.Rows;
import jarl.state.Resumable;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// Lets an [Actor] act in several environments and writes each step into a [Rollout], which grows where it is full.
///
/// What is recorded so far is saved and loaded; the environments are not.
final class Recorder implements Resumable {
    private final VectorEnvironment environment;
    private final Rows actions;
    private final ActionBounds bounds;
    private final float[] logProbs;
    private final float[] values;
    private final Rows finals;
    private final float[] finalValues;
    private Rollout rollout;
    private int taken;

    /// @param steps of each environment that there is room for at first
    Recorder(VectorEnvironment environment, int steps) {
        this.environment = environment;
        int count = environment.count();
        int width = environment.observationSpace().width();
        int actionWidth = environment.actionSpace().width();
        boolean[] masks = environment.actionMasks();
        rollout = new Rollout(steps, count, width, actionWidth, masks == null ? 0 : masks.length / count);
        actions = Rows.of(count, actionWidth);
        logProbs = new float[count];
        values = new float[count];
        finals = Rows.of(count, width);
        finalValues = new float[count];
        bounds = new ActionBounds(environment.actionSpace());
    }

    /// Steps of each environment recorded so far.
    int taken() {
        return taken;
    }

    /// What is recorded; its first [#taken] steps are of use.
    Rollout rollout() {
        return rollout;
    }

    /// Begins anew.
    void clear() {
        taken = 0;
    }

    /// Takes a step in each environment.
    ///
    /// @throws TrainingInterrupted if the thread is interrupted, before the step; its flag stays set
    void step(Actor actor) {
        if (Thread.currentThread().isInterrupted()) {
            throw new TrainingInterrupted();
        }
        makeRoom(taken + 1);
        record(actor, taken * environment.count());
        taken++;
    }

    private void makeRoom(int steps) {
        int room = rollout.size / environment.count();
        if (room < steps) {
            rollout = rollout.grown(Math.max(steps, 2 * room));
        }
    }

    private void record(Actor actor, int first) {
        int count = environment.count();
        Rows observations = now();
        boolean[] masks = environment.actionMasks();
        actor.act(observations, masks, actions, logProbs, values);
        copy(observations, rollout.observations, first);
        copy(actions, rollout.actions, first);
        System.arraycopy(logProbs, 0, rollout.logProbs, first, count);
        System.arraycopy(values, 0, rollout.values, first, count);
        if (masks != null && rollout.masks != null) {
            System.arraycopy(masks, 0, rollout.masks, first * (masks.length / count), masks.length);
        }

        environment.step(bounds.apply(actions.data()));
        System.arraycopy(environment.rewards(), 0, rollout.rewards, first, count);
        System.arraycopy(environment.terminated(), 0, rollout.terminated, first, count);
        System.arraycopy(environment.truncated(), 0, rollout.truncated, first, count);
        valueTruncated(actor, first);
    }

    /// V of the last observation of each episode that a clock has cut.
    private void valueTruncated(Actor actor, int first) {
        int found = 0;
        for (int e = 0; e < environment.count(); e++) {
            if (rollout.isCut(first + e)) {
                System.arraycopy(
                        environment.finalObservations(),
                        e * finals.width(),
                        finals.data(),
                        found++ * finals.width(),
                        finals.width());
            }
        }
        if (found == 0) {
            return;
        }
        actor.values(finals.first(found), finalValues);
        for (int e = 0, next = 0; e < environment.count(); e++) {
            if (rollout.isCut(first + e)) {
                rollout.nextValues[first + e] = finalValues[next++];
            }
        }
    }

    /// V of what came after each step that did not end its episode: of the step that follows, or of what is seen now.
    void foresee(Actor actor) {
        int count = environment.count();
        int size = taken * count;
        actor.values(now(), values);
        for (int i = 0; i < size; i++) {
            if (!rollout.isCut(i)) {
                boolean last = i + count >= size;
                rollout.nextValues[i] = last ? values[i + count - size] : rollout.values[i + count];
            }
        }
    }

    private Rows now() {
        return new Rows(environment.observations(), environment.count(), finals.width());
    }

    private static void copy(Rows from, Rows to, int first) {
        System.arraycopy(from.data(), 0, to.data(), first * to.width(), from.count() * from.width());
    }

    @Override
    public void save(StateWriter to) {
        to.number("taken", taken);
        int filled = taken * environment.count();
        to.floats("observations", Arrays.copyOf(rollout.observations.data(), filled * rollout.observations.width()));
        to.floats("actions", Arrays.copyOf(rollout.actions.data(), filled * rollout.actions.width()));
        to.floats("log_probs", Arrays.copyOf(rollout.logProbs, filled));
        to.floats("values", Arrays.copyOf(rollout.values, filled));
        to.floats("next_values", Arrays.copyOf(rollout.nextValues, filled));
        to.floats("rewards", Arrays.copyOf(rollout.rewards, filled));
        to.bytes("terminated", Flags.bytes(rollout.terminated, filled));
        to.bytes("truncated", Flags.bytes(rollout.truncated, filled));
        if (rollout.masks != null) {
            to.bytes("masks", Flags.bytes(rollout.masks, filled * rollout.choices));
        }
    }

    @Override
    public void load(StateReader from) {
        taken = (int) from.number("taken");
        makeRoom(taken);
        fill(from.floats("observations"), rollout.observations.data());
        fill(from.floats("actions"), rollout.actions.data());
        fill(from.floats("log_probs"), rollout.logProbs);
        fill(from.floats("values"), rollout.values);
        fill(from.floats("next_values"), rollout.nextValues);
        fill(from.floats("rewards"), rollout.rewards);
        Flags.fill(from.bytes("terminated"), rollout.terminated);
        Flags.fill(from.bytes("truncated"), rollout.truncated);
        if (rollout.masks != null) {
            Flags.fill(from.bytes("masks"), rollout.masks);
        }
    }

    private static void fill(float[] from, float[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
    }
}
