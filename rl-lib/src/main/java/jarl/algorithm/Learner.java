package jarl.algorithm;

import jarl.network.Policy;
import jarl.state.Resumable;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One learning rule at work: an endless stream of iterations. It learns; who watches, stops, evaluates or saves stands
/// outside.
///
/// Its whole state can be saved between two iterations, and also after [jarl.experience.TrainingInterrupted]: what is
/// loaded from it goes on with the same bits. Closes its networks, not its environment nor its engine.
public interface Learner extends Resumable, AutoCloseable {
    /// Learns for one iteration: collects some experience and improves on it.
    ///
    /// @throws jarl.experience.TrainingInterrupted if the thread is interrupted
    /// @throws DivergedException if a loss or gradient is not a number; the last step has then not been made
    Iteration iterate();

    /// The policy as it is now; it goes on changing with the learner.
    Policy policy();

    /// Iterations, one after the other, for as long as they are asked for.
    default Stream<Iteration> iterations() {
        Iterator<Iteration> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Iteration next() {
                return iterate();
            }
        };
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(endless, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    void close();
}
