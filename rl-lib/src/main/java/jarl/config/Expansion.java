package jarl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts out a sweep.
final class Expansion {
    private final Repository repository;

    Expansion(Repository repository) {
        this.repository = repository;
    }

    /// What holds for every job.
    List<ParsedOverride> unswept(List<ParsedOverride> overrides) {
        for (ParsedOverride override : overrides) {
            if (override.sweeps() && override.ofHydra()) {
                throw new ConfigException(ErrorKind.BAD_SWEEP,
                        "The hydra section is one for the whole sweep, so " + override.line() + " cannot be.");
            }
        }
        return overrides.stream().filter(override -> !override.sweeps()).toList();
    }

    /// The overrides of each job; the last key changes fastest.
    List<List<String>> jobs(Config master, List<ParsedOverride> overrides) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<ParsedOverride> all = new ArrayList<>(parameters(master));
        overrides.stream().filter(override -> !override.ofHydra()).forEach(all::add);
        for (ParsedOverride override : all) {
            values.put(override.action().prefix + override.target(), values(override));
        }
        return product(List.copyOf(values.values()));
    }

    /// `hydra.sweeper.params`: key → values as they are written after `=`.
    private static List<ParsedOverride> parameters(Config master) {
        List<ParsedOverride> parameters = new ArrayList<>();
        if (master.has("hydra.sweeper.params") && master.value("hydra.sweeper.params") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> parameters.add(OverrideParser.parse(Text.of(key) + "=" + Text.of(value))));
        }
        return parameters;
    }

    private List<String> values(ParsedOverride override) {
        List<?> values = switch (override.value()) {
            case Sweep.Choice choice -> choice.shuffled() ? Sweep.shuffled(choice.values()) : choice.values();
            case Sweep.Range range -> range.shuffled() ? Sweep.shuffled(range.values()) : range.values();
            case Sweep.Glob glob -> glob.filter(repository.options(override.key()));
            case Sweep.Interval interval -> throw new ConfigException(ErrorKind.BAD_SWEEP,
                    override.line() + " has no end of values. Use range(FROM,TO,STEP) or choice(…).");
            case null, default -> null;
        };
        if (values == null) {
            return List.of(override.with(override.value()));
        }
        List<String> written = new ArrayList<>();
        values.forEach(value -> written.add(override.with(value)));
        return written;
    }

    private static List<List<String>> product(List<List<String>> values) {
        long jobs = 1;
        for (List<String> of : values) {
            jobs *= of.size();
            if (jobs > Limits.JOBS) {
                throw new ConfigException(
                        ErrorKind.BAD_SWEEP, "The sweep has more than " + Limits.JOBS + " jobs; sweep fewer values.");
            }
        }
        List<List<String>> product = List.of(List.of());
        for (List<String> of : values) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> begun : product) {
                for (String value : of) {
                    List<String> job = new ArrayList<>(begun);
                    job.add(value);
                    longer.add(job);
                }
            }
            product = longer;
        }
        return product;
    }
}
