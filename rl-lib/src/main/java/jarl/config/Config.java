package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.ListNode;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A composed config: values by dotted key, each with its origin. Immutable.
///
/// Plain values are null, Boolean, Long (BigInteger where that is too small), Double, String, List and Map.
/// Interpolations are resolved when a value is asked for.
public final class Config {
    private static final String HYDRA = "hydra";

    private final MapNode root;
    private final Node here;
    private final Surroundings surroundings;
    private final List<String> overrides;
    private final Map<String, @Nullable String> choices;

    Config(MapNode root, Node here, Surroundings surroundings, List<String> overrides,
            Map<String, @Nullable String> choices) {
        this.root = root;
        this.here = here;
        this.surroundings = surroundings;
        this.overrides = overrides;
        this.choices = choices;
    }

    /// The plain value under a dotted key, `algorithm.gamma`; the empty key is the whole.
    ///
    /// @throws ConfigException if there is no such key, or its interpolations cannot be resolved
    public @Nullable Object value(String key) {
        return new Resolver(root, surroundings).plainValue(visible(node(key)));
    }

    /// Whether the key is there; its value may still be null or `???`.
    public boolean has(String key) {
        return find(key) != null;
    }

    /// The config beneath a key, whose own keys then begin there.
    ///
    /// @throws ConfigException if there is no map under the key
    public Config at(String key) {
        Node node = settled(key);
        if (node instanceof MapNode) {
            return new Config(root, node, surroundings, overrides, choices);
        }
        throw new ConfigException(ErrorKind.TYPE_CLASH, key + " is " + node.noun() + " (" + node.origin.describe()
                + "), not a map of keys.");
    }

    /// A record of the section under a key; keys are snake_case, components camelCase.
    ///
    /// @throws ConfigException with every problem of the section: unknown keys, wrong types, `???`, failed checks
    public <T extends Record> T bind(String key, Class<T> type) {
        Problems problems = new Problems();
        T bound = bound(key, type, problems);
        problems.throwIfAny();
        if (bound == null) {
            throw new IllegalStateException(type + " was not bound, and nothing was said");
        }
        return bound;
    }

    /// Binds each section and throws away the records: whatever would go wrong later is said now, all of it at once.
    ///
    /// @param sections key → record, `""` for the root
    /// @throws ConfigException with every problem of all sections, and every `???` and interpolation elsewhere
    public void check(Map<String, ? extends Class<? extends Record>> sections) {
        Problems problems = new Problems();
        problems.attempt(() -> sections.forEach((key, type) -> problems.attempt(() -> bound(key, type, problems))));
        boolean whole = sections.containsKey("");
        if (here instanceof MapNode map) {
            map.entries.forEach((key, child) -> {
                boolean bound = whole ? sections.containsKey(String.valueOf(key)) || child instanceof Leaf
                        : sections.containsKey(String.valueOf(key));
                if (!bound && !isHidden(String.valueOf(key))) {
                    checkValues(child, problems);
                }
            });
        }
        problems.throwIfAny();
    }

    private void checkValues(Node node, Problems problems) {
        switch (node) {
            case Leaf leaf when leaf.missing() -> problems.add(ErrorKind.MISSING_VALUE, missing(leaf));
            case Leaf leaf -> problems.attempt(() -> new Resolver(root, surroundings).plainValue(leaf));
            case MapNode map -> map.entries.values().forEach(child -> checkValues(child, problems));
            case ListNode list -> list.items.forEach(child -> checkValues(child, problems));
        }
    }

    static String missing(Leaf leaf) {
        return "%s must be given (%s).\nWrite %s=VALUE".formatted(leaf.path(), leaf.origin.describe(), leaf.path());
    }

    private <T extends Record> @Nullable T bound(String key, Class<T> type, Problems problems) {
        Node node = settled(key);
        if (!(node instanceof MapNode map)) {
            throw new ConfigException(ErrorKind.TYPE_CLASH, "%s wants the keys of %s, but is %s (%s)."
                    .formatted(key, type.getSimpleName(), node.noun(), node.origin.describe()));
        }
        return new Binder(new Resolver(root, surroundings), problems)
                .bind(map, type, map == root ? choices.keySet() : null);
    }

    /// Everything as plain values, resolved; `???` stays.
    ///
    /// @throws ConfigException with every interpolation that cannot be resolved
    public Map<String, @Nullable Object> toMap() {
        Problems problems = new Problems();
        Object plain = new Resolver(root, surroundings).plain(visible(here), problems);
        problems.throwIfAny();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (plain instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(Text.of(key), value));
        }
        return map;
    }

    /// The same with keys of every kind, as YAML has them.
    Object plain() {
        Problems problems = new Problems();
        Object plain = new Resolver(root, surroundings).plain(visible(here), problems);
        problems.throwIfAny();
        return plain == null ? Map.of() : plain;
    }

    /// The YAML of this config, interpolations as they are written.
    public String toYaml() {
        return YamlWriter.write(visible(here));
    }

    /// The YAML of this config with every interpolation resolved; read again it gives the same values.
    ///
    /// @throws ConfigException with every interpolation that cannot be resolved
    public String toResolvedYaml() {
        return YamlWriter.write(plain());
    }

    /// Where the value under a key was set.
    ///
    /// @throws ConfigException if there is no such key
    public Origin origin(String key) {
        return node(key).origin;
    }

    /// The origin of every value, by dotted key: scalars, lists and their items, empty maps.
    public Map<String, Origin> origins() {
        Map<String, Origin> origins = new LinkedHashMap<>();
        addOrigins(visible(here), "", origins);
        return origins;
    }

    private static void addOrigins(Node node, String path, Map<String, Origin> origins) {
        switch (node) {
            case MapNode map when !map.entries.isEmpty() ->
                map.entries.forEach((key, child) -> addOrigins(child, KeyPath.below(path, key), origins));
            case ListNode list -> {
                origins.put(path, list.origin);
                for (int i = 0; i < list.items.size(); i++) {
                    addOrigins(list.items.get(i), KeyPath.below(path, i), origins);
                }
            }
            default -> {
                if (!path.isEmpty()) {
                    origins.put(path, node.origin);
                }
            }
        }
    }

    /// The keys that still have no value (`???`), dotted.
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        addMissing(visible(here), "", missing);
        return missing;
    }

    private static void addMissing(Node node, String path, List<String> missing) {
        switch (node) {
            case Leaf leaf when leaf.missing() -> missing.add(path);
            case Leaf leaf -> { }
            case MapNode map ->
                map.entries.forEach((key, child) -> addMissing(child, KeyPath.below(path, key), missing));
            case ListNode list ->
                list.items.forEach(child -> addMissing(child, KeyPath.below(path, String.valueOf(child.key)), missing));
        }
    }

    /// The overrides this config was composed with, as they were typed.
    public List<String> overrides() {
        return overrides;
    }

    /// Group → option, in the order of the defaults lists; null where a group was left out.
    public Map<String, @Nullable String> choices() {
        return choices;
    }

    /// Where runs go: `hydra.run.dir`, resolved.
    public String runDirectory() {
        return hydra("run.dir");
    }

    /// Where sweeps go: `hydra.sweep.dir`, resolved.
    public String sweepDirectory() {
        return hydra("sweep.dir");
    }

    private String hydra(String key) {
        Node node = KeyPath.find(root, HYDRA + "." + key);
        return node == null ? "" : Text.of(new Resolver(root, surroundings).plainValue(node));
    }

    /// The keys directly beneath `key`, for completion.
    List<String> keys(String key) {
        Node node = find(key);
        return node instanceof MapNode map && visible(map) instanceof MapNode shown ? shown.names() : List.of();
    }

    @Nullable Node find(String key) {
        return KeyPath.find(here, key);
    }

    private Node node(String key) {
        Node node = find(key);
        if (node == null) {
            throw unknown(key);
        }
        return node;
    }

    private Node settled(String key) {
        return new Resolver(root, surroundings).followed(node(key));
    }

    private ConfigException unknown(String key) {
        List<String> known = new ArrayList<>();
        KeyPath.collect(visible(here), "", known, Limits.DEFAULTS);
        List<String> keys = KeyPath.split(key);
        Node above = keys.size() > 1 ? find(String.join(".", keys.subList(0, keys.size() - 1))) : here;
        List<String> siblings =
                above instanceof MapNode map && visible(map) instanceof MapNode shown ? shown.names() : known;
        return new ConfigException(ErrorKind.UNKNOWN_KEY, "The config has no key \"%s\"%s\nThere: %s".formatted(key,
                Nearest.to(key, known).map(near -> "; did you mean \"" + near + "\"?").orElse("."),
                UnknownKey.listed(siblings)));
    }

    private boolean isHidden(String key) {
        return here == root && key.equals(HYDRA);
    }

    /// Without the `hydra` section, which is about runs and not for them.
    private Node visible(Node node) {
        if (node != root || !root.entries.containsKey(HYDRA)) {
            return node;
        }
        MapNode shown = new MapNode(root.origin);
        shown.type = root.type;
        shown.entries.putAll(root.entries); // children keep the root as their parent
        shown.entries.remove(HYDRA);
        return shown;
    }

    /// The YAML, as a person would want to see it.
    @Override
    public String toString() {
        return toYaml();
    }
}
