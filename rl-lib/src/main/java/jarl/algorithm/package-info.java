/// Learning rules: what is done with experience to make a policy better.
///
/// What all rules share stands here, each rule in a folder of its own beside its equations; none uses another's folder.
/// May use [jarl.experience], [jarl.network], [jarl.env], [jarl.space], [jarl.state] and [jarl.config]. Budgets,
/// evaluation, logging and saving are outside, in `jarl.run`. Start reading at [Learner], then `jarl.algorithm.ppo`.
@NullMarked
package jarl.algorithm;

import org.jspecify.annotations.NullMarked;
