package jarl.studio.bench;

import java.util.List;

/// Published hyperparameters, as overrides of the primary config.
///
/// @param name      of who published them
/// @param overrides with the number of steps among them, which later ones may change
record Recipe(String name, List<String> overrides) {

    /// PPO on CartPole, networks 64-64 tanh.
    static final List<Recipe> PPO = List.of(
            new Recipe(
                    "sb3", // the defaults of Stable-Baselines3, on eight worlds
                    List.of(
                            "algorithm=ppo",
                            "environment=cartpole",
                            "environment.num_envs=8",
                            "trainer.num_steps=114688",
                            "trainer.learning_rate=3e-4",
                            "algorithm.n_steps=2048",
                            "algorithm.batch_size=64",
                            "algorithm.n_epochs=10",
                            "algorithm.gamma=0.99",
                            "algorithm.gae_lambda=0.95",
                            "algorithm.clip_range=0.2")),
            new Recipe(
                    "zoo", // rl-baselines3-zoo, CartPole-v1
                    List.of(
                            "algorithm=ppo",
                            "environment=cartpole",
                            "environment.num_envs=8",
                            "trainer.num_steps=100000",
                            "trainer.learning_rate=linear:0.001:0",
                            "algorithm.n_steps=32",
                            "algorithm.batch_size=256",
                            "algorithm.n_epochs=20",
                            "algorithm.gamma=0.98",
                            "algorithm.gae_lambda=0.8",
                            "algorithm.clip_range=linear:0.2:0")),
            new Recipe(
                    "cleanrl", // ppo.py; its loss halves the squared error of the value once more
                    List.of(
                            "algorithm=ppo",
                            "environment=cartpole",
                            "environment.num_envs=4",
                            "trainer.num_steps=500000",
                            "trainer.learning_rate=linear:2.5e-4:0",
                            "algorithm.n_steps=128",
                            "algorithm.batch_size=128",
                            "algorithm.n_epochs=4",
                            "algorithm.gamma=0.99",
                            "algorithm.gae_lambda=0.95",
                            "algorithm.clip_range=0.2",
                            "algorithm.value_clip=max",
                            "algorithm.vf_coef=0.25",
                            "algorithm.ent_coef=0.01")));

    /// DQN on CartPole.
    static final List<Recipe> DQN = List.of(
            new Recipe(
                    "sb3", // the defaults of Stable-Baselines3
                    List.of(
                            "algorithm=dqn",
                            "environment=cartpole",
                            "environment.num_envs=1",
                            "network.hidden=[64,64]",
                            "network.activation=relu",
                            "trainer.num_steps=50000",
                            "trainer.learning_rate=1e-4",
                            "trainer.max_grad_norm=10",
                            "algorithm.buffer_size=1000000",
                            "algorithm.learning_starts=100",
                            "algorithm.batch_size=32",
                            "algorithm.gamma=0.99",
                            "algorithm.train_freq=4",
                            "algorithm.gradient_steps=1",
                            "algorithm.target_update_interval=10000",
                            "algorithm.exploration_fraction=0.1",
                            "algorithm.exploration_final_eps=0.05")),
            new Recipe(
                    "zoo", // rl-baselines3-zoo, CartPole-v1
                    List.of(
                            "algorithm=dqn",
                            "environment=cartpole",
                            "environment.num_envs=1",
                            "network.hidden=[256,256]",
                            "network.activation=relu",
                            "trainer.num_steps=50000",
                            "trainer.learning_rate=2.3e-3",
                            "trainer.max_grad_norm=10",
                            "algorithm.buffer_size=100000",
                            "algorithm.learning_starts=1000",
                            "algorithm.batch_size=64",
                            "algorithm.gamma=0.99",
                            "algorithm.train_freq=256",
                            "algorithm.gradient_steps=128",
                            "algorithm.target_update_interval=10",
                            "algorithm.exploration_fraction=0.16",
                            "algorithm.exploration_final_eps=0.04")),
            new Recipe(
                    "cleanrl", // dqn.py
                    List.of(
                            "algorithm=dqn",
                            "environment=cartpole",
                            "environment.num_envs=1",
                            "network.hidden=[120,84]",
                            "network.activation=relu",
                            "trainer.num_steps=500000",
                            "trainer.learning_rate=2.5e-4",
                            "trainer.max_grad_norm=inf", // it does not clip
                            "algorithm.buffer_size=10000",
                            "algorithm.learning_starts=10000",
                            "algorithm.batch_size=128",
                            "algorithm.gamma=0.99",
                            "algorithm.train_freq=10",
                            "algorithm.gradient_steps=1",
                            "algorithm.target_update_interval=500",
                            "algorithm.exploration_fraction=0.5",
                            "algorithm.exploration_final_eps=0.05")));
}
