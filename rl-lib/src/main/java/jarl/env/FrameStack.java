package jarl.env;

import jarl.space.Box;
import jarl.space.Space;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Observes the last few observations at once, the oldest first; at a reset all are the first one. So an agent sees
/// what moves.
public final class FrameStack extends Wrapper {
    private final int frames;
    private final int width; // of one frame
    private final Box space;
    private float[] stack;

    /// Stacks frames; shape `[frames, …]`.
    ///
    /// @param frames how many, at least 1
    public FrameStack(Environment inner, int frames) {
        super(inner);
        if (frames < 1) {
            throw new IllegalArgumentException("At least 1 frame is stacked, not " + frames);
        }
        if (!(inner.observationSpace() instanceof Box box)) {
            throw new IllegalArgumentException(
                    inner.name() + " observes " + inner.observationSpace() + "; only boxes can be stacked");
        }
        this.frames = frames;
        width = box.width();
        int[] shape = IntStream.concat(IntStream.of(frames), IntStream.of(box.shape())).toArray();
        space = new Box(shape, repeat(box.low()), repeat(box.high()));
        stack = new float[frames * width];
    }

    private float[] repeat(float[] frame) {
        float[] row = new float[frames * frame.length];
        for (int i = 0; i < frames; i++) {
            System.arraycopy(frame, 0, row, i * frame.length, frame.length);
        }
        return row;
    }

    @Override
    public Space observationSpace() {
        return space;
    }

    @Override
    public float[] reset(RandomGenerator random) {
        stack = repeat(inner().reset(random));
        return stack;
    }

    @Override
    public Step step(Action action) {
        Step step = inner().step(action);
        float[] next = new float[stack.length];
        System.arraycopy(stack, width, next, 0, stack.length - width);
        System.arraycopy(step.observation(), 0, next, stack.length - width, width);
        stack = next;
        return step.withObservation(next);
    }

    /// The inner state, then the frames.
    @Override
    public double @Nullable [] state() {
        double[] state = inner().state();
        if (state == null) {
            return null;
        }
        double[] mine = Arrays.copyOf(state, state.length + stack.length);
        for (int i = 0; i < stack.length; i++) {
            mine[state.length + i] = stack[i];
        }
        return mine;
    }

    @Override
    public float[] restore(double[] state, RandomGenerator random) {
        int inside = state.length - stack.length;
        if (inside < 0) {
            throw new IllegalArgumentException(
                    "The state of a frame stack ends with " + stack.length + " numbers; this one has " + state.length);
        }
        inner().restore(Arrays.copyOf(state, inside), random);
        float[] frame = new float[stack.length];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (float) state[inside + i];
        }
        stack = frame;
        return stack;
    }
}
