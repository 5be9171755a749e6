package jarl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jarl.config.Config;
import jarl.config.ConfigException;
import jarl.env.Environments;
import jarl.env.EnvironmentEntry;
import jarl.env.classic.CartPole;
import jarl.space.Space;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The options of a world in a config")
class WorldOptionsTest {
    private static final Path CONFIGS = Path.of("..", "configs");

    private static Config config(String... overrides) {
        return Configs.experiment(CONFIGS, List.of(overrides));
    }

    private static Object option(Config config, String name) {
        return config.value("environment.options." + name);
    }

    @Test
    void standThereWithTheDefaultsOfTheWorldsEntry() {
        Config lake = config("environment=FrozenLake-v1");
        assertThat(option(lake, "map_name")).isEqualTo("4x4");
        assertThat(option(lake, "reward_schedule")).isEqualTo(List.of(1L, 0L, 0L));
        assertThat(option(lake, "max_episode_steps")).isEqualTo(100L);
        assertThat(lake.origin("environment.options.map_name").describe()).isEqualTo("default of FrozenLake-v1");
    }

    @Test
    void standThereForEveryFileOfTheGroup() {
        for (String world : Configs.composer(CONFIGS).groups().get("environment")) {
            assertThat(config("environment=" + world).has("environment.options.max_episode_steps")).as(world).isTrue();
        }
    }

    @Test
    void areChangedLikeAnyOtherKey() {
        Config lake = config("environment=FrozenLake-v1", "environment.options.map_name=8x8");
        try (var worlds = Experiment.of(lake).environment().raw(1)) {
            assertThat(worlds.observationSpace()).isEqualTo(Space.discrete(64));
        }
        assertThat(option(config("environment=Snake-v1", "environment.options.rewards.step=0"), "rewards.step"))
                .isEqualTo(0L);
    }

    @Test
    void followTheWorldHoweverItIsNamed() {
        assertThat(option(config("environment.name=Pendulum-v1"), "g")).isEqualTo(10.0);
        assertThat(option(config("environment={name: Pendulum-v1, options: {g: 9.81}}"), "g")).isEqualTo(9.81);
        assertThatThrownBy(() -> config("environment.name=Pendulum-v1", "environment.options.sutton_barto_reward=true"))
                .hasMessageContaining("Pendulum-v1 knows: g, length, mass, max_episode_steps");
    }

    @Test
    void areThoseOfAWorldThatWasRegistered() {
        Environments.register(EnvironmentEntry.of("options-heavy-pole", options -> {
            assertThat(options.number("weight")).isEqualTo(3);
            return new CartPole();
        }).option("weight", 1.0));
        Config heavy = config("environment=options-heavy-pole", "environment.options.weight=3");
        try (var worlds = Experiment.of(heavy).environment().raw(1)) {
            assertThat(worlds.count()).isOne();
        }
    }

    @Test
    void nameTheNearestToATypo() {
        assertThatThrownBy(() -> config("environment=FrozenLake-v1", "environment.options.map_nam=8x8"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Unknown key \"map_nam\"").hasMessageContaining("did you mean \"map_name\"?")
                .hasMessageContaining("FrozenLake-v1 knows: desc, is_slippery, map_name");
    }

    @Test
    void areJudgedTogetherWithTheRestOfTheConfig() {
        assertThatThrownBy(() -> config("environment=Snake-v1", "environment.options.grid_size=big",
                        "environment.options.visio=2", "trainer.num_steps=many"))
                .hasMessageContaining("environment.options.grid_size wants a whole number")
                .hasMessageContaining("did you mean \"vision\"?")
                .hasMessageContaining("trainer.num_steps wants");
        assertThatThrownBy(() -> config("environment=Snake-v1", "environment.options.grid_size=1", "network.hidden=[0]"))
                .hasMessageContaining("environment.options: Snake-v1 needs grid_size in 2 … 1000")
                .hasMessageContaining("network.hidden");
    }

    @Test
    void leaveItToBlackjackWhatFollowsFromNatural() {
        assertThat(option(config("environment=Blackjack-v1", "environment.options.natural=true"), "sab")).isNull();
        assertThatThrownBy(() -> config("environment=Blackjack-v1", "environment.options.sab=maybe"))
                .hasMessageContaining("Option sab of Blackjack-v1 is a flag");
    }
}
