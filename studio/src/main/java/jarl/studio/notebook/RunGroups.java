package jarl.studio.notebook;

import jarl.run.ConfigDifference;
import jarl.run.Run;
import jarl.run.RunRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Runs that differ in their seed only, put together under a name that says in what the groups differ: `ppo` beside
/// `dqn`, `learning_rate=0.001` beside `learning_rate=0.003`.
final class RunGroups {
    private static final List<String> FIRST = List.of("algorithm.name", "environment.name"); // say most
    private static final Set<String> OF_NO_ACCOUNT = Set.of("seed", "threads"); // they change no result, or only by chance
    private static final Set<String> APART_FROM_LEARNING = Set.of("logger", "launcher", "hydra");

    private static final Pattern SMALL_NUMBER = Pattern.compile("-?\\d\\.\\d+E-[1-6]"); // as Java writes 0.0003

    private RunGroups() {}

    /// The groups in the order of their first runs. A seed that comes twice makes a group for each run, by its id.
    static Map<String, List<Run>> of(List<Run> runs) {
        Map<String, List<Run>> groups = new LinkedHashMap<>();
        List<String> names = names(runs);
        for (int i = 0; i < runs.size(); i++) {
            groups.computeIfAbsent(names.get(i), _ -> new ArrayList<>()).add(runs.get(i));
        }
        Map<String, List<Run>> distinct = new LinkedHashMap<>();
        groups.forEach((name, group) -> {
            if (group.stream().map(run -> run.record().seed()).distinct().count() == group.size()) {
                distinct.put(name, group);
            } else {
                group.forEach(run -> distinct.put(name + " (" + run.id() + ")", List.of(run)));
            }
        });
        return distinct;
    }

    private static List<String> names(List<Run> runs) {
        List<ConfigDifference> differences = runs.size() < 2
                ? List.of()
                : ConfigDifference.between(runs).stream()
                        .filter(difference -> counts(difference.key()))
                        .sorted(Comparator.comparing(difference -> !FIRST.contains(difference.key())))
                        .toList();
        List<ConfigDifference> telling = telling(differences, runs.size());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            names.add(telling.isEmpty() ? alone(runs.get(i), runs.size() == 1) : name(telling, i, runs.size()));
        }
        return names;
    }

    private static boolean counts(String key) {
        int dot = key.indexOf('.');
        return !OF_NO_ACCOUNT.contains(key) && !APART_FROM_LEARNING.contains(dot < 0 ? key : key.substring(0, dot));
    }

    /// As few of the settings as tell all groups apart that can be told apart.
    private static List<ConfigDifference> telling(List<ConfigDifference> differences, int runs) {
        List<ConfigDifference> telling = new ArrayList<>();
        int told = 1;
        for (ConfigDifference difference : differences) {
            telling.add(difference);
            int more = count(telling, runs);
            if (more == told) {
                telling.removeLast();
            }
            told = more;
        }
        return telling;
    }

    private static int count(List<ConfigDifference> settings, int runs) {
        Set<List<String>> groups = new HashSet<>();
        for (int i = 0; i < runs; i++) {
            groups.add(values(settings, i));
        }
        return groups.size();
    }

    private static List<String> values(List<ConfigDifference> settings, int run) {
        return settings.stream().map(setting -> setting.values().get(run)).toList();
    }

    /// The first settings that no run of another group shares.
    private static String name(List<ConfigDifference> telling, int run, int runs) {
        List<String> words = new ArrayList<>();
        for (int count = 1; count <= telling.size(); count++) {
            words.add(word(telling.get(count - 1), run));
            if (isAlone(telling, count, run, runs)) {
                break;
            }
        }
        return String.join(", ", words);
    }

    private static boolean isAlone(List<ConfigDifference> telling, int count, int run, int runs) {
        List<ConfigDifference> first = telling.subList(0, count);
        return IntStream.range(0, runs)
                .filter(other -> values(first, other).equals(values(first, run)))
                .allMatch(other -> values(telling, other).equals(values(telling, run)));
    }

    private static String word(ConfigDifference setting, int run) {
        String value = setting.values().get(run);
        String key = setting.key().substring(setting.key().lastIndexOf('.') + 1);
        return FIRST.contains(setting.key()) ? value : key + "=" + bare(value);
    }

    /// A small number in plain digits, a list without blanks, a file without its folders.
    private static String bare(String value) {
        if (SMALL_NUMBER.matcher(value).matches()) {
            return new BigDecimal(value).stripTrailingZeros().toPlainString();
        }
        return value.replace(" ", "").replaceAll("^[^\\[{]*/", "");
    }

    private static String alone(Run run, boolean withSeed) {
        RunRecord record = run.record();
        return record.algorithm() + " on " + record.environment() + (withSeed ? ", seed " + record.seed() : "");
    }
}
