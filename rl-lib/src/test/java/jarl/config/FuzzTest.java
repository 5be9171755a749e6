package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Seeded, so that what it finds is found again. The timeouts are against hanging, far above what is needed.
@DisplayName("Whatever is typed")
class FuzzTest {
    private static final List<String> OVERRIDES = List.of(
            "agent=dqn",
            "agent=ppo,dqn",
            "+plan=quick",
            "~task",
            "seed=3",
            "agent.net.width=64",
            "sizes=[1,[2,'x']]",
            "sizes.1=8",
            "+x={a: {b: [1, 2]}, c: null}",
            "++agent.rate=1e-3",
            "title='${agent.name} ${task.name}'",
            "+y=${oc.env:HOME,[1,2]}",
            "+z=${oc.decode:'{a: 1}'}",
            "~agent.name=ppo",
            "seed=range(1,10,3)",
            "seed=choice(1,2,3)",
            "agent=glob(*,exclude=d*)",
            "seed=sort(3,1,2,reverse=true)",
            "+agent@other=dqn",
            "+t=a\\,b\\ c",
            "+u=\"it\\\"s\"",
            "hydra.run.dir=x",
            "seed=int(3.5)",
            "+v=${.a[b].c}");
    private static final List<String> YAML = List.of(
            "a: 1\nb: {c: [1, 2, ${a}]}\n",
            "defaults: [agent: ppo, _self_]\nseed: 2\n",
            "a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}\n",
            "# @package _global_\na: ???\n",
            "t: ${oc.select:a.b,${oc.env:X,1}}\na: {b: '${t}'}\n",
            "defaults:\n  - override /agent: dqn\n  - optional plan@x.y: quick\n",
            "a: |\n  text\n  more\nb: >-\n  x\n",
            "n: [0x10, 1e5, 1:30, .nan, yes, ~, 2020-01-01]\n",
            "a: ${b}\nb: ${c}\nc: {d: ${..e}, f: ${a}}\ne: 1\n");
    private static final String SIGNS = "${}[]():,.=+~'\"\\@/ *&!|>%?#-_\n\t0123456789abexnull\u00e9\uD83D\uDE00";

    private final Random random = new Random(20261120);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void asAnOverrideMakesAConfigOrAConfigException() {
        Composer composer = Files.laboratory();
        int composed = 0;
        for (int i = 0; i < 70_000; i++) {
            List<String> overrides = new ArrayList<>(List.of(mutated(OVERRIDES)));
            if (i % 4 == 0) {
                overrides.add(mutated(OVERRIDES));
            }
            composed += works(() -> composer.compose("config", overrides).toMap());
            if (i % 10 == 0) {
                works(() -> composer.expand("config", overrides).stream().limit(3).forEach(Job::config));
            }
        }
        assertThat(composed).as("mutations that still make a config").isGreaterThan(1_000);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void asAFileMakesAConfigOrAConfigException() {
        int composed = 0;
        for (int i = 0; i < 30_000; i++) {
            String yaml = mutated(YAML);
            Composer composer =
                    Files.of("config.yaml", yaml, "agent/ppo.yaml", mutated(YAML), "agent/dqn.yaml", "x: 1");
            composed += works(() -> {
                Config config = composer.compose("config", List.of());
                config.toResolvedYaml();
                config.origins();
            });
        }
        assertThat(composed).as("mutations that still make a config").isGreaterThan(1_000);
    }

    private static int works(Runnable step) {
        try {
            step.run();
            return 1;
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            return 0;
        }
    }

    /// One to four times a sign is put in, taken out or replaced, or a piece is doubled or taken from another text.
    private String mutated(List<String> seeds) {
        StringBuilder text = new StringBuilder(pick(seeds));
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(6));
            String sign = String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())));
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, sign);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, sign.charAt(0));
                case 3 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(30)));
                case 4 -> text.delete(at, end);
                default -> {
                    String other = pick(seeds);
                    text.insert(at, other.substring(random.nextInt(other.length())));
                }
            }
        }
        return text.toString();
    }

    private String pick(List<String> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
