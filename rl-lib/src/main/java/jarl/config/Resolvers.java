package jarl.config;

import jarl.config.Node.Leaf;
import jarl.config.Node.MapNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions of interpolations: `oc.env`, `oc.select`, `oc.decode`, `oc.dict.keys`, `oc.dict.values`, `oc.create`,
/// `oc.deprecated`, `now`, `hydra`.
final class Resolvers {
    static final List<String> NAMES = List.of(
            "hydra",
            "now",
            "oc.create",
            "oc.decode",
            "oc.deprecated",
            "oc.dict.keys",
            "oc.dict.values",
            "oc.env",
            "oc.select");

    private final Resolver resolver;
    private final Leaf leaf;
    private final Surroundings surroundings;

    /// For one interpolation.
    ///
    /// @param leaf where the interpolation stands
    Resolvers(Resolver resolver, Leaf leaf, Surroundings surroundings) {
        this.resolver = resolver;
        this.leaf = leaf;
        this.surroundings = surroundings;
    }

    /// What the resolver answers: a [Node] of the tree or a plain value.
    ///
    /// @throws ConfigException if there is no such resolver or it cannot do with these arguments
    @Nullable Object call(String name, List<@Nullable Object> args) {
        return switch (name) {
            case "oc.env" -> env(text(name, args, 2), args);
            case "oc.select" -> select(text(name, args, 2), args);
            case "oc.decode" -> decode(args);
            case "oc.create" -> {
                if (args.size() != 1) {
                    throw refused("oc.create wants one value");
                }
                yield args.getFirst();
            }
            case "oc.dict.keys" ->
                new ArrayList<Object>(map(name, text(name, args, 1)).entries.keySet());
            case "oc.dict.values" ->
                new ArrayList<Object>(map(name, text(name, args, 1)).entries.values());
            case "hydra" -> select("hydra." + text(name, args, 1), args);
            case "oc.deprecated" -> deprecated(text(name, args, 2));
            case "now" ->
                Strftime.format(args.isEmpty() ? "%Y-%m-%d_%H-%M-%S" : text(name, args, 1), surroundings.now());
            default ->
                throw new ConfigException(
                        ErrorKind.UNKNOWN_RESOLVER,
                        "There is no resolver \"%s\" %s%s\nKnown: %s"
                                .formatted(
                                        name,
                                        leaf.origin.in(),
                                        Nearest.to(name, NAMES)
                                                .map(near -> "; did you mean \"" + near + "\"?")
                                                .orElse("."),
                                        String.join(", ", NAMES)));
        };
    }

    private String text(String name, List<@Nullable Object> args, int most) {
        if (args.isEmpty() || args.size() > most) {
            throw refused(
                    name + " wants " + (most == 1 ? "one argument" : "one or two arguments") + ", not " + args.size());
        }
        Object first = resolver.plainValue(args.getFirst());
        if (first instanceof String text) {
            return text;
        }
        throw refused(name + " wants text first, not " + Node.noun(first));
    }

    private @Nullable String env(String variable, List<@Nullable Object> args) {
        String value = surroundings.environment().get(variable);
        if (value != null) {
            return value;
        }
        if (args.size() < 2) {
            throw refused("the environment variable " + variable + " is not set. Set it, or give a default: ${oc.env:"
                    + variable + ",DEFAULT}");
        }
        Object fallback = args.get(1);
        boolean none = fallback == null || (fallback instanceof Leaf other && other.value == null);
        return none ? null : resolver.text(fallback);
    }

    private @Nullable Object select(String key, List<@Nullable Object> args) {
        Node found = resolver.select(key, leaf, false);
        boolean missing = found == null || (found instanceof Leaf other && other.missing());
        if (missing) {
            return args.size() < 2 ? null : args.get(1);
        }
        return found;
    }

    private @Nullable Object decode(List<@Nullable Object> args) {
        if (args.size() != 1) {
            throw refused("oc.decode wants one argument, not " + args.size());
        }
        Object value = resolver.plainValue(args.getFirst());
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw refused("oc.decode wants text, not " + Node.noun(value));
        }
        try {
            return resolver.decoded(text, leaf);
        } catch (ConfigException e) {
            if (e.kind() == ErrorKind.INTERPOLATION_SYNTAX) {
                throw new ConfigException(ErrorKind.INTERPOLATION_RESOLVER,
                        "oc.decode cannot read \"" + text + "\" " + leaf.origin.in() + ".\n" + e.getMessage());
            }
            throw e;
        }
    }

    private MapNode map(String name, String key) {
        Node found = resolver.select(key, leaf, true);
        return switch (found) {
            case MapNode map -> map;
            case null -> throw refused(name + " finds no key \"" + key + "\"");
            default -> throw refused(name + " wants a map, and " + key + " is " + found.noun());
        };
    }

    private Node deprecated(String key) {
        Node found = resolver.select(key, leaf, false);
        if (found == null) {
            throw refused("oc.deprecated finds no key \"" + key + "\"");
        }
        return found;
    }

    private ConfigException refused(String problem) {
        return new ConfigException(ErrorKind.INTERPOLATION_RESOLVER,
                "Cannot resolve " + leaf.path() + " " + leaf.origin.in() + ": " + problem + ".");
    }
}
