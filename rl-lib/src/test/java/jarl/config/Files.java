package jarl.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small tree of configs, as tests need it.
final class Files {
    private Files() {}

    /// Path, text, path, text, …
    static Composer of(String... pathsAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return Composer.overFiles(files).environment(Map.of());
    }

    /// A primary config `config` with the groups `agent` (ppo, dqn), `task` (pole) and `plan` (quick).
    static Composer laboratory() {
        return of(
                "config.yaml", """
                        defaults:
                          - agent: ppo
                          - task: pole
                          - _self_
                        seed: 1
                        debug: false
                        sizes: [16, 32]
                        title: ${agent.name}/${task.name}
                        """,
                "agent/ppo.yaml", """
                        name: ppo
                        rate: 3e-4
                        net: {width: 32, act: relu}
                        """,
                "agent/dqn.yaml", """
                        name: dqn
                        rate: 1e-3
                        """,
                "task/pole.yaml", "name: pole\n",
                "plan/quick.yaml", """
                        # @package _global_
                        defaults:
                          - override /agent: dqn
                        seed: 7
                        """);
    }

    static Config compose(String yaml) {
        return of("config.yaml", yaml).compose("config", List.of());
    }
}
