package jarl.config;

import jarl.config.Node.MapNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Composes configs from directories of YAML files and overrides.
///
/// ```java
/// Config config = Composer.over(Path.of("configs"))
///         .schema("algorithm/ppo", PpoConfig.class)
///         .compose("config", List.of("algorithm=ppo", "algorithm.clip_range=0.1"));
/// PpoConfig ppo = config.bind("algorithm", PpoConfig.class);
/// ```
///
/// Immutable; every method that adds something answers a new composer.
public final class Composer {
    private final List<ConfigSource> sources;
    private final Map<String, Type.Section> schemas;
    private final Map<String, Class<? extends Record>> records;
    private final List<DependentSection> dependents;
    private final Map<String, String> environment;
    private final @Nullable LocalDateTime clock;
    private final ParsedFiles files;

    private Composer(List<ConfigSource> sources, Map<String, Type.Section> schemas,
            Map<String, Class<? extends Record>> records, List<DependentSection> dependents,
            Map<String, String> environment, @Nullable LocalDateTime clock, ParsedFiles files) {
        this.sources = sources;
        this.schemas = schemas;
        this.records = records;
        this.dependents = dependents;
        this.environment = environment;
        this.clock = clock;
        this.files = files;
    }

    /// Over config directories; where two have the same file, the first wins.
    public static Composer over(Path... directories) {
        List<ConfigSource> sources = new ArrayList<>();
        Arrays.stream(directories).forEach(directory -> sources.add(new ConfigSource.Folder(directory)));
        return new Composer(sources, Map.of(), Map.of(), List.of(), System.getenv(), null, new ParsedFiles());
    }

    /// Over files in memory: path, `algorithm/ppo.yaml`, → text.
    public static Composer overFiles(Map<String, String> files) {
        List<ConfigSource> memory = List.of(new ConfigSource.Memory(Map.copyOf(files)));
        return new Composer(memory, Map.of(), Map.of(), List.of(), System.getenv(), null, new ParsedFiles());
    }

    /// Adds an option that no directory has: of a world that a notebook cell registered, say. A file of that name wins.
    ///
    /// @param config `group/option`
    public Composer option(String config, String yaml) {
        List<ConfigSource> more = new ArrayList<>(sources);
        more.add(new ConfigSource.Memory(Map.of(config + ".yaml", yaml)));
        return new Composer(more, schemas, records, dependents, environment, clock, files);
    }

    /// Lays the defaults of a record beneath a config, so that its file needs to say only what differs, and gives its
    /// keys their types: from then on an unknown key or a wrong type is an error with file and line.
    ///
    /// The keys `name` and `type` may stand in the file without being in the record: they say which option it is.
    ///
    /// @param config `group/option`, or `""` for the primary config
    public Composer schema(String config, Class<? extends Record> type) {
        Map<String, Class<? extends Record>> more = new LinkedHashMap<>(records);
        more.put(config, type);
        Composer known = new Composer(sources, schemas, more, dependents, environment, clock, files);
        return known.schema(config, RecordSchema.of(type));
    }

    Composer schema(String config, Type.Section section) {
        Map<String, Type.Section> more = new LinkedHashMap<>(schemas);
        more.put(config, section);
        return new Composer(sources, more, records, dependents, environment, clock, files);
    }

    /// Gives the keys of a section their types and defaults by another value of the config: the options that a world
    /// takes, say, by the world's name. Whatever sets that value, file or override, the section follows.
    ///
    /// @param section  dotted, `environment.options`
    /// @param by       dotted, `environment.name`
    /// @param defaults of a value of `by`: key → default as plain value, whose kind is then the key's type (null: any
    ///                 kind); null where the value is unknown, and the section stays as it is
    public Composer section(String section, String by, Function<String, @Nullable Map<String, ?>> defaults) {
        List<DependentSection> more = new ArrayList<>(dependents);
        more.add(new DependentSection(section, by, defaults));
        return new Composer(sources, schemas, records, more, environment, clock, files);
    }

    /// The environment variables that `oc.env` sees; without this, those of the process.
    public Composer environment(Map<String, String> variables) {
        return new Composer(sources, schemas, records, dependents, Map.copyOf(variables), clock, files);
    }

    /// The moment that `now` says; without this, the moment of composing.
    public Composer clock(LocalDateTime moment) {
        return new Composer(sources, schemas, records, dependents, environment, moment, files);
    }

    /// Composes a config.
    ///
    /// @param configName the primary config's file, without `.yaml`
    /// @param overrides  as on Hydra's command line: `key=value`, `+key=value`, `~key`, `group=option`, …
    /// @throws ConfigException with every problem of the first stage that finds one: reading the overrides, choosing
    ///                         options, merging files, applying overrides; what the records find is told with the last
    public Config compose(String configName, List<String> overrides) {
        List<ParsedOverride> parsed = parse(overrides);
        Problems problems = new Problems();
        parsed.stream().filter(ParsedOverride::sweeps).forEach(override -> problems.attempt(() -> refuse(override)));
        problems.throwIfAny();
        return compose(configName, parsed, moment(), false);
    }

    /// The jobs of a sweep: the product of `key=1,2`, `choice(…)`, `range(…)`, `glob(…)` and `hydra.sweeper.params`,
    /// the last key fastest. A `glob` that matches nothing makes no jobs.
    ///
    /// @throws ConfigException if what is not swept makes no config, or a sweep cannot be counted out
    public List<Job> expand(String configName, List<String> overrides) {
        List<ParsedOverride> parsed = parse(overrides);
        LocalDateTime moment = moment();
        Expansion expansion = new Expansion(repository(parsed));
        Config master = compose(configName, expansion.unswept(parsed), moment, true);
        List<List<String>> jobs = expansion.jobs(master, parsed);
        List<String> always = parsed.stream().filter(ParsedOverride::ofHydra).map(ParsedOverride::line).toList();
        List<Job> result = new ArrayList<>();
        for (List<String> job : jobs) {
            List<String> all = new ArrayList<>(always);
            all.addAll(job);
            result.add(new Job(result.size(), job, () -> compose(configName, parse(all), moment, false)));
        }
        return result;
    }

    /// Every group, with slashes, and its options; the group `""` holds the primary configs.
    public Map<String, List<String>> groups() {
        Repository repository = repository(List.of());
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("", repository.options(""));
        repository.groups().forEach(group -> groups.put(group, repository.options(group)));
        return groups;
    }

    /// The defaults tree as text, a line for each config: where it goes, and what it brings along.
    ///
    /// @throws ConfigException if the defaults lists make no tree
    public String tree(String configName, List<String> overrides) {
        List<ParsedOverride> parsed = parse(overrides);
        Repository repository = repository(parsed);
        GroupOverrides groups = new GroupOverrides(repository, parsed);
        StringBuilder text = new StringBuilder();
        write(DefaultsTree.build(repository, groups, configName, true), "", text);
        return text.toString();
    }

    private static void write(DefaultsTree.Branch branch, String indent, StringBuilder text) {
        DefaultEntry entry = branch.entry;
        text.append(indent)
                .append(
                        entry.isGroup()
                                ? entry.overrideKey() + ": " + ParsedOverride.written(entry.option)
                                : entry.path);
        if (!entry.isSelf() && entry.name() != null) {
            text.append(
                    entry.deleted ? "  (left out)" : entry.packageName().isEmpty() ? "" : "  → " + entry.packageName());
        }
        text.append('\n');
        branch.children.forEach(child -> write(child, indent + "  ", text));
    }

    private LocalDateTime moment() {
        return clock == null ? LocalDateTime.now(ZoneId.systemDefault()) : clock;
    }

    private static List<ParsedOverride> parse(List<String> overrides) {
        Problems problems = new Problems();
        List<ParsedOverride> parsed = new ArrayList<>();
        overrides.forEach(override -> problems.attempt(() -> parsed.add(OverrideParser.parse(override))));
        problems.throwIfAny();
        return parsed;
    }

    private static void refuse(ParsedOverride sweep) {
        int value = sweep.line().indexOf('=') + 1;
        String target = sweep.line().substring(0, value);
        String values = sweep.line().substring(value);
        String remedy = sweep.value() instanceof Sweep.Choice choice && choice.simple()
                ? "For a list write " + target + "[" + values + "], for text " + target + "'" + values
                        + "', and for a sweep add --multirun"
                : "To sweep add --multirun";
        throw new ConfigException(ErrorKind.SWEEP_IN_RUN, "%s names several values, but this is a single run.\n%s\n%s"
                .formatted(sweep.line(), Caret.under(sweep.line(), value, values.length()), remedy));
    }

    private Repository repository(List<ParsedOverride> overrides) {
        List<ConfigSource> all = new ArrayList<>(sources);
        for (ParsedOverride override : overrides) {
            if (override.key().equals("hydra.searchpath") && override.plainValue() instanceof List<?> places) {
                places.forEach(place -> all.add(folder(Text.of(place))));
            }
        }
        Map<String, Type.Section> ofOptions = new LinkedHashMap<>(schemas);
        ofOptions.remove("");
        return new Repository(all, ofOptions, files);
    }

    private static ConfigSource folder(String place) {
        String path = place.startsWith("file://") ? place.substring("file://".length()) : place;
        try {
            return new ConfigSource.Folder(Path.of(path));
        } catch (InvalidPathException e) {
            throw new ConfigException(
                    ErrorKind.TYPE_CLASH, "hydra.searchpath names \"" + place + "\", which is no path.");
        }
    }

    private Config compose(String configName, List<ParsedOverride> overrides, LocalDateTime moment, boolean multirun) {
        Repository repository = repository(overrides);
        Surroundings surroundings = new Surroundings(environment, moment);
        GroupOverrides groups = new GroupOverrides(repository, overrides);
        var layers = DefaultsTree.layers(DefaultsTree.build(repository, groups, configName, multirun));

        MapNode root = merged(repository, layers);
        Problems problems = new Problems();
        dependents.forEach(section -> problems.attempt(
                () -> section.lay(root, trial(root, groups.values(), surroundings, repository), surroundings)));
        OverrideApplier applier = new OverrideApplier(root, surroundings, repository);
        groups.values().forEach(override -> problems.attempt(() -> applier.apply(override)));

        List<String> lines = overrides.stream().map(ParsedOverride::line).toList();
        Map<String, @Nullable String> choices = new LinkedHashMap<>();
        groups.choices().entrySet().stream()
                .toList()
                .reversed()
                .forEach(choice -> choices.put(choice.getKey(), choice.getValue()));
        Config config = new Config(root, root, surroundings, lines, Collections.unmodifiableMap(choices));
        if (problems.any() && !records.isEmpty()) {
            problems.attempt(() -> config.check(recordsOf(layers))); // a person wants to hear of these as well
        }
        problems.throwIfAny();
        return config;
    }

    /// The tree as far as the overrides fit it: what it says decides which keys a dependent section has.
    private static MapNode trial(
            MapNode root, List<ParsedOverride> values, Surroundings surroundings, Repository repository) {
        MapNode trial = root.copy();
        OverrideApplier applier = new OverrideApplier(trial, surroundings, repository);
        Problems ignored = new Problems();
        values.forEach(override -> ignored.attempt(() -> applier.apply(override)));
        return trial;
    }

    /// The record of each section that these layers make.
    private Map<String, Class<? extends Record>> recordsOf(List<DefaultsTree.Layer> layers) {
        Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
        for (DefaultsTree.Layer layer : layers) {
            Class<? extends Record> record = records.get(layer.config());
            if (record != null) {
                sections.put(section(layer), record);
            }
        }
        Class<? extends Record> root = records.get("");
        if (root != null) {
            sections.put("", root);
        }
        return sections;
    }

    /// Where the options of this file stand: in its package; where it has a schema and writes to the root, in that of its
    /// group.
    private String section(DefaultsTree.Layer layer) {
        boolean typedRoot = layer.packageName().isEmpty() && schemas.containsKey(layer.config());
        return typedRoot ? Repository.group(layer.config()).replace('/', '.') : layer.packageName();
    }

    private MapNode merged(Repository repository, List<DefaultsTree.Layer> layers) {
        Type.Section schema = schemas.get("");
        MapNode root = schema == null ? new MapNode(new Origin.RecordDefault("", "")) : Schemas.defaults(schema);
        Set<String> sections = new TreeSet<>(Set.of("hydra"));
        root.put("hydra", HydraSection.defaults());
        Problems problems = new Problems();
        for (DefaultsTree.Layer layer : layers) {
            KeyPath.split(section(layer)).stream().limit(1).forEach(sections::add);
        }
        Merger merger = new Merger(Merger.Mode.COMPOSE, problems);
        if (schema != null) {
            root.type = new Type.Section(schema.name(), schema.fields(), sections, false);
        }
        for (DefaultsTree.Layer layer : layers) {
            LoadedConfig config = repository.load(layer.config());
            if (config != null) {
                problems.attempt(() -> merger.merge(root, embedded(config.content().copy(), layer.packageName())));
            }
        }
        problems.throwIfAny();
        return root;
    }

    /// The content under the keys of a package, which is written with dots.
    static MapNode embedded(MapNode content, String packageName) {
        List<String> keys = KeyPath.split(packageName);
        Limits.nesting(keys.size(), "The package " + packageName);
        MapNode whole = content;
        for (String key : keys.reversed()) {
            MapNode around = new MapNode(content.origin);
            around.put(key, whole);
            whole = around;
        }
        return whole;
    }
}
