package jarl.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The defaults list spelled out: every config that takes part, in the order in which they are laid over one another.
///
/// Lists are read from their end, so that an `override` further down is known when the item it replaces is met.
final class DefaultsTree {
    /// A config with the items of its list; no children where it has no list.
    static final class Branch {
        final DefaultEntry entry;
        final @Nullable Branch parent;
        List<Branch> children = List.of();

        Branch(DefaultEntry entry, @Nullable Branch parent) {
            this.entry = entry;
            this.parent = parent;
        }
    }

    /// A config and the package it goes into.
    record Layer(String config, String packageName) {}

    private static final Pattern CHOICE = Pattern.compile("\\$\\{\\s*+([^{}]*?)\\s*+}");

    private final Repository repository;
    private final GroupOverrides overrides;
    private final boolean skipMissing;
    private int branches;

    private DefaultsTree(Repository repository, GroupOverrides overrides, boolean skipMissing) {
        this.repository = repository;
        this.overrides = overrides;
        this.skipMissing = skipMissing;
    }

    /// Builds the tree of a primary config.
    ///
    /// @param skipMissing whether a group that must be chosen may be left open, as before a sweep over it
    static Branch build(Repository repository, GroupOverrides overrides, String config, boolean skipMissing) {
        DefaultEntry primary = new DefaultEntry(
                DefaultEntry.Form.CONFIG, config, null, null, new Origin.OverrideLine(config));
        primary.primary = true;
        Branch root = new Branch(primary, null);
        new DefaultsTree(repository, overrides, skipMissing).grow(root, false);
        overrides.checkAllUsed();
        return root;
    }

    /// The layers, lowest first.
    static List<Layer> layers(Branch root) {
        List<Layer> layers = new ArrayList<>();
        collect(root, layers, new HashSet<>());
        return layers;
    }

    private static void collect(Branch branch, List<Layer> layers, Set<String> keys) {
        DefaultEntry entry = branch.entry;
        if (!branch.children.isEmpty()) {
            branch.children.forEach(child -> collect(child, layers, keys));
            return;
        }
        if (entry.isSelf() && branch.parent != null) {
            DefaultEntry of = branch.parent.entry;
            layers.add(new Layer(of.configPath(), of.packageName()));
            return;
        }
        if (entry.deleted || entry.option instanceof List || entry.missing() || entry.name() == null) {
            return;
        }
        if (entry.isGroup() && !keys.add(entry.overrideKey())) {
            throw new ConfigException(ErrorKind.DUPLICATE_GROUP, "The group " + entry.overrideKey()
                    + " stands twice in the defaults list, the second time " + entry.origin.in() + ". Remove one.");
        }
        layers.add(new Layer(entry.configPath(), entry.packageName()));
    }

    private void grow(Branch branch, boolean interpolated) {
        DefaultEntry entry = branch.entry;
        refuseEndless(branch);
        LoadedConfig config = entry.missing() || entry.name() == null ? null : repository.load(entry.configPath());
        if (config != null) {
            entry.header(config.header());
        }
        if (overrides.deletes(entry)) {
            entry.deleted = true;
            return;
        }
        overrides.remember(entry);
        if (entry.name() == null || (entry.missing() && isOpen(entry))) {
            return;
        }
        if (config == null) {
            if (!entry.optional) {
                throw NotFound.config(repository, branch);
            }
            entry.deleted = true;
            return;
        }
        branch.children = children(branch, items(entry, config), interpolated);
    }

    private boolean isOpen(DefaultEntry entry) {
        if (skipMissing) {
            return true;
        }
        if (!entry.isGroup()) {
            throw new ConfigException(ErrorKind.BAD_DEFAULTS,
                    "The default ??? " + entry.origin.in() + " has no group. Write - GROUP: ???");
        }
        throw new ConfigException(
                ErrorKind.MISSING_DEFAULT,
                "Choose %s: the default %s leaves it open (???).\nOptions: %s\nWrite %s=OPTION"
                        .formatted(
                                entry.overrideKey(),
                                entry.origin.in(),
                                String.join(", ", repository.options(entry.group())),
                                entry.overrideKey()));
    }

    /// The items of a config's list, `_self_` among them, and what was appended by overrides.
    private List<DefaultEntry> items(DefaultEntry entry, LoadedConfig config) {
        List<DefaultEntry> items = new ArrayList<>();
        config.defaults().forEach(item -> items.add(item.copy()));
        List<DefaultEntry> appended = entry.primary ? overrides.appended() : List.of();
        if (!items.isEmpty() || !appended.isEmpty()) {
            addSelf(entry, items);
        }
        items.addAll(appended);
        return items;
    }

    private void addSelf(DefaultEntry entry, List<DefaultEntry> items) {
        long selves = items.stream().filter(DefaultEntry::isSelf).count();
        if (selves > 1) {
            throw new ConfigException(ErrorKind.BAD_DEFAULTS,
                    "_self_ stands " + selves + " times in the defaults list of " + entry.configPath() + ". Keep one.");
        }
        boolean onlyOverrides = !items.isEmpty() && items.stream().allMatch(item -> item.overrides);
        if (selves == 0 && !onlyOverrides) {
            items.add(new DefaultEntry(DefaultEntry.Form.SELF, "_self_", null, null, entry.origin));
        }
    }

    private List<Branch> children(Branch branch, List<DefaultEntry> items, boolean interpolated) {
        DefaultEntry parent = branch.entry;
        collectOverrides(parent, items, interpolated);
        List<Branch> children = new ArrayList<>();
        for (DefaultEntry item : items.reversed()) {
            if (item.overrides) {
                continue;
            }
            item.placeUnder(parent.group(), parent.packageName());
            overrides.grant(item);
            if (item.option instanceof List<?> options) {
                for (Object option : options.reversed()) {
                    children.add(grown(branch, optionOf(parent, item, String.valueOf(option)), interpolated));
                }
            } else if (item.isSelf() || item.interpolated()) {
                children.add(new Branch(item, branch));
            } else {
                children.add(grown(branch, item, interpolated));
            }
        }
        growInterpolated(children);
        return children.reversed();
    }

    private Branch grown(Branch parent, DefaultEntry entry, boolean interpolated) {
        Branch branch = new Branch(entry, parent);
        grow(branch, interpolated);
        return branch;
    }

    private static DefaultEntry optionOf(DefaultEntry parent, DefaultEntry group, String option) {
        if (option.contains("${")) {
            throw new ConfigException(ErrorKind.BAD_DEFAULTS,
                    "The list of options " + group.origin.in() + " cannot hold the interpolation " + option + ".");
        }
        DefaultEntry entry = new DefaultEntry(
                DefaultEntry.Form.CONFIG, group.path + "/" + option, null, group.place, group.origin);
        entry.optional = group.optional;
        entry.placeUnder(parent.group(), parent.packageName());
        return entry;
    }

    private void collectOverrides(DefaultEntry parent, List<DefaultEntry> items, boolean interpolated) {
        DefaultEntry last = null;
        for (DefaultEntry item : items) {
            if (item.isSelf()) {
                continue;
            }
            item.placeUnder(parent.group(), parent.packageName());
            item.overrides |= item.isGroup() && item.path.startsWith("hydra/");
            if (last != null && !item.overrides && !item.appended) {
                throw new ConfigException(
                        ErrorKind.BAD_DEFAULTS,
                        "The default %s %s stands behind an override.\nMove \"override %s\" to the end of the list."
                                .formatted(item, item.origin.in(), last));
            }
            if (item.overrides) {
                last = item;
                if (interpolated) {
                    throw new ConfigException(
                            ErrorKind.BAD_DEFAULTS,
                            "The override %s %s comes too late: its config was chosen by an interpolation."
                                    .formatted(item, item.origin.in()));
                }
                overrides.wish(item);
            }
        }
    }

    /// Options that name other choices, `${agent}_${task}`, are known when all other choices are.
    private void growInterpolated(List<Branch> children) {
        for (Branch child : children) {
            DefaultEntry entry = child.entry;
            if (entry.isSelf() || !entry.interpolated()) {
                continue;
            }
            if (entry.isGroup()) {
                entry.option = filledIn(String.valueOf(entry.option), entry);
            } else {
                entry.path = filledIn(entry.path, entry);
            }
            grow(child, true);
        }
    }

    private String filledIn(String text, DefaultEntry entry) {
        Map<String, @Nullable String> choices = overrides.choices();
        Matcher matcher = CHOICE.matcher(text);
        String filled = matcher.replaceAll(match -> {
            String choice = choices.get(match.group(1));
            return Matcher.quoteReplacement(choice == null ? match.group() : choice);
        });
        if (filled.contains("${")) {
            throw new ConfigException(
                    ErrorKind.INTERPOLATION_KEY,
                    "The default %s %s names no chosen group.\nChosen: %s"
                            .formatted(text, entry.origin.in(), String.join(", ", choices.keySet())));
        }
        return filled;
    }

    private void refuseEndless(Branch branch) {
        if (++branches > Limits.DEFAULTS) {
            throw new ConfigException(
                    ErrorKind.TOO_LARGE, "The defaults lists name more than " + Limits.DEFAULTS + " configs.");
        }
        if (branch.entry.name() == null || branch.entry.missing()) {
            return;
        }
        String path = branch.entry.configPath();
        for (Branch above = branch.parent; above != null; above = above.parent) {
            if (above.entry.configPath().equals(path)) {
                throw new ConfigException(
                        ErrorKind.DEFAULTS_CYCLE,
                        "The defaults lists lead from %s back to itself: %s.\nRemove the item %s."
                                .formatted(path, circle(branch, above), branch.entry.origin.in()));
            }
        }
    }

    private static String circle(Branch from, Branch to) {
        String circle = from.entry.configPath();
        for (Branch above = from.parent; above != null; above = above.parent) {
            circle = above.entry.configPath() + " → " + circle;
            if (above == to) {
                break;
            }
        }
        return circle;
    }
}
