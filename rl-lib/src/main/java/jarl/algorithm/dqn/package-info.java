/// Deep Q-learning: Mnih et al. (2015), with what was added to it one by one: Double DQN, dueling networks, n-step
/// targets, prioritised replay.
///
/// All of DQN and nothing else. Start reading at [Dqn].
@NullMarked
package jarl.algorithm.dqn;

import org.jspecify.annotations.NullMarked;
