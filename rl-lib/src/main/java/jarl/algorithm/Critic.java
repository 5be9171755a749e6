package jarl.algorithm;

/// Whether a policy has a value function beside it, and what moves that.
public enum Critic {
    /// There is none: every value is 0.
    NONE,
    /// The policy's optimizer; their gradient has one norm.
    TOGETHER,
    /// An optimizer of its own, with a learning rate of its own; they share no layers.
    APART
}
