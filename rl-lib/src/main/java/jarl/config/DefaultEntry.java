package jarl.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One item of a defaults list. What it means depends on the config that lists it, so its place in the tree is filled
/// in when the tree is built; each tree works on copies.
final class DefaultEntry {
    enum Form {
        /// `_self_`: the content of the listing config.
        SELF,
        /// `name`, `folder/name`, `/folder/name`.
        CONFIG,
        /// `group: option`.
        GROUP
    }

    /// The package of a file that writes to the root.
    static final String GLOBAL = "_global_";

    final Form form;
    /// The config or group as it is written.
    String path;
    /// The option of a group: text, a list of texts, or null for none.
    @Nullable Object option;
    /// The package after `@`, null if there is none.
    @Nullable String place;
    boolean optional;
    boolean overrides;
    /// Added by an override with `+`.
    boolean appended;
    boolean primary;
    boolean deleted;
    /// Where the option was chosen.
    Origin origin;

    private @Nullable String header;
    private String parentGroup = "";
    private String parentPackage = "";

    DefaultEntry(Form form, String path, @Nullable Object option, @Nullable String place, Origin origin) {
        this.form = form;
        this.path = path;
        this.option = option;
        this.place = "_here_".equals(place) ? "" : place;
        this.origin = origin;
    }

    DefaultEntry copy() {
        DefaultEntry copy = new DefaultEntry(form, path, option, place, origin);
        copy.optional = optional;
        copy.overrides = overrides;
        copy.appended = appended;
        copy.primary = primary;
        return copy;
    }

    boolean isSelf() {
        return form == Form.SELF;
    }

    boolean isGroup() {
        return form == Form.GROUP;
    }

    void placeUnder(String group, String packageName) {
        parentGroup = group;
        parentPackage = packageName;
        if (place != null && place.contains("_group_")) {
            place = GLOBAL + "." + place.replace("_group_", defaultPackage());
        }
    }

    /// Sets the `# @package` of the config itself; it is always absolute.
    void header(@Nullable String written) {
        if (written == null) {
            return;
        }
        boolean absolute = written.equals(GLOBAL) || written.startsWith(GLOBAL + ".");
        header = absolute ? written : GLOBAL + "." + written;
    }

    /// The group in which the config lies, with slashes; empty at the top.
    String group() {
        String written = path.startsWith("/") ? path.substring(1) : path;
        String own = isGroup() ? written : folder(written);
        boolean absolute = path.startsWith("/") || (isGroup() && appended);
        if (absolute || parentGroup.isEmpty()) {
            return own;
        }
        return own.isEmpty() ? parentGroup : parentGroup + "/" + own;
    }

    /// The name of the config inside its group; null where a group has no option.
    @Nullable String name() {
        if (isGroup()) {
            return (String) option;
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String configPath() {
        String group = group();
        return group.isEmpty() ? String.valueOf(name()) : group + "/" + name();
    }

    boolean missing() {
        return option instanceof List<?> ? false : Node.Leaf.MISSING.equals(name());
    }

    boolean interpolated() {
        return (isGroup() ? option : path) instanceof String text && text.contains("${");
    }

    /// The package into which the config goes, dotted; empty for the root.
    String packageName() {
        return packageName(place == null ? header : place);
    }

    /// The name by which overrides know a group: `agent`, or `agent@train` where it goes elsewhere than usual.
    String overrideKey() {
        String usual = defaultPackage();
        String actual = packageName(place);
        if (usual.equals(actual)) {
            return group();
        }
        return group() + "@" + (actual.isEmpty() ? GLOBAL : actual);
    }

    private String defaultPackage() {
        return group().replace('/', '.');
    }

    private String packageName(@Nullable String asked) {
        String above = isGroup() && appended ? "" : parentPackage;
        String own = Objects.requireNonNullElseGet(asked, this::relativePackage);
        String joined = above.isEmpty() || own.isEmpty() ? above + own : above + "." + own;
        int global = joined.lastIndexOf(GLOBAL);
        if (global < 0) {
            return joined;
        }
        int start = global + GLOBAL.length() + 1;
        return start >= joined.length() ? "" : joined.substring(start);
    }

    private String relativePackage() {
        String written = path.startsWith("/") ? path.substring(1) : path;
        return (isGroup() ? written : folder(written)).replace('/', '.');
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    @Override
    public String toString() {
        return isGroup() ? overrideKey() + ": " + ParsedOverride.written(option) : path;
    }
}
