package jarl.experience;

import jarl.env.VectorEnvironment;
import jarl.network.Rows;
import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The last steps of several environments, to be learnt from many times.
///
/// Each environment writes a ring of places. A place holds what was observed and, once a step has been taken from
/// there, the action, the reward and how it went; what was observed next stands in the place after it. So every
/// observation is held once, and the last one of an episode takes a place of its own. Place `p` of environment `e` is
/// number `p × environments + e` of flat arrays, which grow as they fill.
///
/// Steps are drawn uniformly, or by [Priorities] where these are given.
public final class ReplayMemory implements Resumable {
    /// No step has been taken from here: an episode's last observation, or what is observed now.
    static final byte NOTHING = 0;
    static final byte WENT_ON = 1;
    static final byte TERMINATED = 2;
    static final byte TRUNCATED = 3;

    private static final int LEAST_PLACES = 3; // a step that ends its episode, its last observation, the next one's first
    private static final int FIRST_PLACES = 1024;

    private final int environments;
    private final int places;
    private final int choices;
    private final int[] now; // place of what each environment observes now
    private final @Nullable Priorities priorities;
    private int used; // places that any environment has written
    private int room;
    private int size;

    Rows observations;
    Rows actions;
    float[] rewards;
    byte[] outcomes;
    boolean @Nullable [] masks;

    /// A memory of what is observed now and of no step.
    ///
    /// @param environment already reset
    /// @param capacity    places of all environments together: steps, and one more for each episode that ended
    /// @param priorities  what the steps are drawn by, given to this memory alone; null: all alike
    /// @throws IllegalArgumentException if so many places are too few for one step of each environment, or are more
    ///                                  numbers than an array holds
    public ReplayMemory(VectorEnvironment environment, int capacity, @Nullable Priorities priorities) {
        environments = environment.count();
        places = capacity / environments;
        this.priorities = priorities;
        int width = environment.observationSpace().width();
        boolean[] allowed = environment.actionMasks();
        choices = allowed == null ? 0 : allowed.length / environments;
        if (places < LEAST_PLACES || (long) capacity * Math.max(width, choices) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A replay memory of " + capacity + " places does not do for "
                    + environments + " environments with observations of " + width + " numbers: each needs at least "
                    + LEAST_PLACES + " places, and all numbers together must stay below 2³¹. Change buffer_size.");
        }
        now = new int[environments];
        observations = Rows.of(0, width);
        actions = Rows.of(0, environment.actionSpace().width());
        rewards = new float[0];
        outcomes = new byte[0];
        masks = allowed == null ? null : new boolean[0];
        for (int e = 0; e < environments; e++) {
            observe(e, environment.observations(), allowed);
        }
    }

    /// Steps that can be drawn now.
    public int size() {
        return size;
    }

    /// Takes the last step of each environment.
    ///
    /// @param taken what the agent did, one row an environment
    public void add(Rows taken, VectorEnvironment environment) {
        for (int e = 0; e < environments; e++) {
            boolean terminated = environment.terminated()[e];
            boolean truncated = environment.truncated()[e];
            int from = number(now[e], e);
            taken.copyRow(e, actions, from);
            rewards[from] = environment.rewards()[e];
            mark(from, terminated ? TERMINATED : truncated ? TRUNCATED : WENT_ON);
            if (terminated || truncated) {
                advance(e);
                observe(e, environment.finalObservations(), null);
            }
            advance(e);
            observe(e, environment.observations(), environment.actionMasks());
        }
    }

    private void advance(int e) {
        now[e] = now[e] + 1 == places ? 0 : now[e] + 1;
    }

    /// Writes what environment `e` sees into its place of now, over what stood there.
    private void observe(int e, float[] seen, boolean @Nullable [] allowed) {
        makeRoom(now[e] + 1);
        int at = number(now[e], e);
        mark(at, NOTHING);
        System.arraycopy(seen, e * observations.width(), observations.data(), at * observations.width(),
                observations.width());
        if (masks != null) {
            if (allowed == null) {
                Arrays.fill(masks, at * choices, (at + 1) * choices, true);
            } else {
                System.arraycopy(allowed, e * choices, masks, at * choices, choices);
            }
        }
    }

    private void mark(int at, byte outcome) {
        size += (outcome == NOTHING ? 0 : 1) - (outcomes[at] == NOTHING ? 0 : 1);
        outcomes[at] = outcome;
        if (priorities != null) {
            priorities.mark(at, outcome != NOTHING);
        }
    }

    private int number(int place, int e) {
        return place * environments + e;
    }

    /// Whether a step has been taken from there.
    boolean taken(int number) {
        return outcomes[number] != NOTHING;
    }

    /// Width of an action mask; 0 where there is none.
    int choices() {
        return choices;
    }

    /// Where the observation after that of `number` stands.
    int after(int number) {
        int next = number + environments;
        return next < places * environments ? next : next - places * environments;
    }

    private void makeRoom(int wanted) {
        used = Math.max(used, wanted);
        if (used > room) {
            resize(Math.min(places, Math.max(FIRST_PLACES, 2 * room)));
        }
    }

    private void resize(int newRoom) {
        room = newRoom;
        int rows = room * environments;
        observations = resized(observations, rows);
        actions = resized(actions, rows);
        rewards = Arrays.copyOf(rewards, rows);
        outcomes = Arrays.copyOf(outcomes, rows);
        masks = masks == null ? null : Arrays.copyOf(masks, rows * choices);
        if (priorities != null) {
            priorities.grow(rows);
        }
    }

    private static Rows resized(Rows old, int rows) {
        return new Rows(Arrays.copyOf(old.data(), rows * old.width()), rows, old.width());
    }

    /// Draws the steps of a batch, with replacement, and gathers them.
    ///
    /// @throws IllegalStateException if there is no step to draw
    public void sample(ReplayBatch batch, RandomGenerator random) {
        if (size == 0) {
            throw new IllegalStateException("The replay memory holds no step yet");
        }
        if (priorities == null) {
            for (int i = 0; i < batch.size(); i++) {
                batch.numbers[i] = draw(random);
            }
        } else {
            priorities.draw(batch, random);
        }
        batch.gather(this);
    }

    /// A place from which a step has been taken, each as likely as any other.
    private int draw(RandomGenerator random) {
        int number;
        do {
            number = random.nextInt(used * environments);
        } while (!taken(number));
        return number;
    }

    @Override
    public void save(StateWriter to) {
        int rows = used * environments;
        to.ints("now", now);
        to.floats("observations", first(observations.data(), rows * observations.width()));
        to.floats("actions", first(actions.data(), rows * actions.width()));
        to.floats("rewards", first(rewards, rows));
        to.bytes("outcomes", outcomes.length == rows ? outcomes : Arrays.copyOf(outcomes, rows));
        if (masks != null) {
            to.bytes("masks", Flags.bytes(masks, rows * choices));
        }
        if (priorities != null) {
            priorities.save(to.at("priorities"), rows);
        }
    }

    private static float[] first(float[] values, int count) {
        return values.length == count ? values : Arrays.copyOf(values, count);
    }

    @Override
    public void load(StateReader from) {
        int[] heads = from.ints("now");
        byte[] saved = from.bytes("outcomes");
        if (heads.length != environments || saved.length > places * environments) {
            throw new StateException("A replay memory of " + saved.length + " places in " + heads.length
                    + " environments was saved; this one has " + places * environments + " in " + environments);
        }
        System.arraycopy(heads, 0, now, 0, environments);
        used = saved.length / environments;
        resize(Math.max(used, room));
        Arrays.fill(outcomes, NOTHING);
        System.arraycopy(saved, 0, outcomes, 0, saved.length);
        size = 0;
        for (byte outcome : saved) {
            size += outcome == NOTHING ? 0 : 1;
        }
        fill(from.floats("observations"), observations.data());
        fill(from.floats("actions"), actions.data());
        fill(from.floats("rewards"), rewards);
        if (masks != null) {
            Flags.fill(from.bytes("masks"), masks);
        }
        if (priorities != null) {
            priorities.load(from.at("priorities"));
        }
    }

    private static void fill(float[] from, float[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
    }
}
