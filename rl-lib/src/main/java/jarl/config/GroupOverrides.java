package jarl.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which options were asked for, by overrides and by `override` items of defaults lists. The first to ask wins.
final class GroupOverrides {
    private static final class Wish {
        final @Nullable Object option;
        final Origin origin;
        boolean used;

        Wish(@Nullable Object option, Origin origin) {
            this.option = option;
            this.origin = origin;
        }
    }

    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Map<String, Wish> deletions = new LinkedHashMap<>();
    private final Map<String, @Nullable String> choices = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> keysOfGroup = new LinkedHashMap<>();
    private final List<DefaultEntry> appended = new ArrayList<>();
    private final List<ParsedOverride> values = new ArrayList<>();
    private final Repository repository;

    /// Sorts overrides into those of groups and those of values; sweeps are left out.
    GroupOverrides(Repository repository, List<ParsedOverride> overrides) {
        this.repository = repository;
        Problems problems = new Problems();
        for (ParsedOverride override : overrides) {
            if (!override.sweeps()) {
                problems.attempt(() -> sort(override));
            }
        }
        problems.throwIfAny();
    }

    private void sort(ParsedOverride override) {
        Object option = override.plainValue();
        if (override.key().contains("/") && HydraSection.isOwn(override.key(), option, override.origin())) {
            return;
        }
        if (option instanceof Map || !repository.hasGroup(override.key())) {
            values.add(override);
            return;
        }
        boolean deletes = override.deletes();
        boolean fits = option instanceof String || (deletes ? option == null : option instanceof List);
        if (override.action() == ParsedOverride.Action.FORCE || !fits) {
            throw new ConfigException(ErrorKind.BAD_GROUP_VALUE, badValue(override, option));
        }
        Wish wish = new Wish(option, override.origin());
        switch (override.action()) {
            case DELETE -> deletions.put(override.target(), wish);
            case ADD -> {
                DefaultEntry entry = new DefaultEntry(
                        DefaultEntry.Form.GROUP, override.key(), strings(option), override.place(), override.origin());
                entry.appended = true;
                appended.add(entry);
            }
            case CHANGE, FORCE -> wishes.put(override.target(), new Wish(strings(option), override.origin()));
        }
    }

    private static @Nullable Object strings(@Nullable Object option) {
        return option instanceof List<?> list ? list.stream().map(Text::of).toList() : option;
    }

    private String badValue(ParsedOverride override, @Nullable Object option) {
        String caret = "\n" + Caret.under(override.line(), override.keyColumn(), override.target().length());
        if (override.action() == ParsedOverride.Action.FORCE) {
            return "++ cannot add the group \"" + override.key() + "\"." + caret + "\nWrite +" + override.target()
                    + "=OPTION.";
        }
        return "\"" + override.key() + "\" is a group, and its option is a name, not " + Node.noun(option) + "." + caret
                + "\nOptions: " + String.join(", ", repository.options(override.key()))
                + ". To leave the group out write ~" + override.target();
    }

    List<DefaultEntry> appended() {
        return appended;
    }

    /// The overrides that set values, in the order they were given.
    List<ParsedOverride> values() {
        return values;
    }

    /// Group → option of everything that was chosen.
    Map<String, @Nullable String> choices() {
        return choices;
    }

    void wish(DefaultEntry entry) {
        if (HydraSection.isOwn(entry.path, entry.option, entry.origin)) {
            return;
        }
        wishes.putIfAbsent(entry.overrideKey(), new Wish(entry.option, entry.origin));
    }

    /// Gives the entry the option that was asked for, if any.
    void grant(DefaultEntry entry) {
        Wish wish = entry.isGroup() ? wishes.get(entry.overrideKey()) : null;
        if (wish != null) {
            entry.option = wish.option;
            entry.origin = wish.origin;
            wish.used = true;
        }
    }

    /// Whether an override takes this entry away.
    boolean deletes(DefaultEntry entry) {
        Wish wish = entry.isGroup() ? deletions.get(entry.overrideKey()) : null;
        if (wish == null || (wish.option != null && !wish.option.equals(entry.option))) {
            return false;
        }
        wish.used = true;
        return true;
    }

    void remember(DefaultEntry entry) {
        if (!entry.isGroup()) {
            return;
        }
        String key = entry.overrideKey();
        String name = entry.name();
        if (choices.containsKey(key) && !Objects.equals(choices.get(key), name)) {
            throw new ConfigException(ErrorKind.DUPLICATE_GROUP,
                    "The group %s is chosen twice, as %s and, %s, as %s.\nTo replace an option write override %s: %s"
                            .formatted(key, choices.get(key), entry.origin.in(), name, key, choices.get(key)));
        }
        choices.put(key, name);
        keysOfGroup.computeIfAbsent(entry.group(), group -> new TreeSet<>()).add(key);
    }

    /// Refuses what was asked for and met nothing.
    void checkAllUsed() {
        Problems problems = new Problems();
        wishes.forEach((key, wish) -> {
            if (!wish.used) {
                problems.attempt(() -> {
                    throw unused(key, wish);
                });
            }
        });
        deletions.forEach((key, wish) -> {
            if (!wish.used) {
                String what = wish.option == null ? key : key + "=" + wish.option;
                problems.add(ErrorKind.NO_MATCH_IN_DEFAULTS,
                        "Cannot leave out \"" + what + "\": the defaults list has no such item.\n" + chosen());
            }
        });
        problems.throwIfAny();
    }

    private ConfigException unused(String key, Wish wish) {
        String group = key.contains("@") ? key.substring(0, key.indexOf('@')) : key;
        TreeSet<String> keys = keysOfGroup.getOrDefault(group, new TreeSet<>());
        if (!keys.isEmpty()) {
            return new ConfigException(
                    ErrorKind.AMBIGUOUS_PACKAGE,
                    "\"%s\" %s fits no item of the defaults list.\nThere %s %s; name the one you mean."
                            .formatted(key, wish.origin.in(), keys.size() > 1 ? "are" : "is", String.join(", ", keys)));
        }
        String remedy = wish.origin instanceof Origin.OverrideLine
                ? "To add the group write +" + key + "=" + ParsedOverride.written(wish.option)
                : "Leave the word override out.";
        return new ConfigException(
                ErrorKind.NO_MATCH_IN_DEFAULTS,
                "\"%s\" %s is not in the defaults list%s\n%s\n%s"
                        .formatted(
                                key,
                                wish.origin.in(),
                                Nearest.to(key, choices.keySet())
                                        .map(near -> "; did you mean \"" + near + "\"?")
                                        .orElse("."),
                                chosen(),
                                remedy));
    }

    private String chosen() {
        List<String> known = choices.keySet().stream().filter(key -> !key.startsWith("hydra/")).sorted().toList();
        return "The defaults list has: " + (known.isEmpty() ? "no groups" : String.join(", ", known));
    }
}
