package jarl.env;

import jarl.space.Box;
import jarl.space.Discrete;
import jarl.space.MultiDiscrete;
import jarl.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is known about a world, as a page of Markdown, which shows the picture `../images/environments/NAME.png`.
public final class EnvironmentPage {
    private static final long SEED = 1;

    private final EnvironmentEntry entry;
    private final List<String> lines = new ArrayList<>();

    private EnvironmentPage(EnvironmentEntry entry) {
        this.entry = entry;
    }

    /// The page of the world of this name, ending with a line break.
    ///
    /// @throws IllegalArgumentException if no world has this name
    public static String of(String name) {
        var page = new EnvironmentPage(Environments.entry(name));
        page.write();
        return String.join("\n", page.lines) + "\n";
    }

    /// The world of this name at the start of an episode, or null where it does not draw itself.
    ///
    /// @throws IllegalArgumentException if no world has this name
    public static @Nullable Picture picture(String name) {
        try (Environment world = Environments.make(name, Map.of())) {
            world.reset(NumpyRandom.seeded(SEED));
            return world.picture();
        }
    }

    /// A value as it is written in a config.
    public static String written(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream().map(entry -> entry.getKey() + ": " + written(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : String.valueOf(value);
    }

    private void write() {
        About about = entry.about();
        add("# " + entry.name());
        paragraph("", about.description());
        Picture picture = picture(entry.name());
        if (picture != null) {
            verbatim("", "![" + picture.alt() + "](../images/environments/" + entry.name() + ".png)");
        }
        try (Environment world = Environments.make(entry.name(), Map.of())) {
            space("Observation", world.observationSpace(), about.observation());
            space("Action", world.actionSpace(), about.actions());
        }
        paragraph("## Reward", about.reward());
        paragraph("## Start", about.start());
        paragraph("## End", about.end() + (entry.timeLimit().isPresent()
                ? "; cut (truncated) after " + entry.timeLimit().getAsInt() + " steps" : ""));
        options();
        scores();
        verbatim("## Version", about.version());
        verbatim("## Source", about.source());
    }

    private void add(String line) {
        lines.add(line);
    }

    private void paragraph(String title, String text) {
        verbatim(title, text.isBlank() ? "" : sentence(text));
    }

    private void verbatim(String title, String text) {
        if (text.isBlank()) {
            return;
        }
        if (!title.isEmpty()) {
            add("");
            add(title);
        }
        add("");
        add(text);
    }

    private static String sentence(String text) {
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private void space(String title, Space space, List<String> meanings) {
        add("");
        add("## " + title);
        add("");
        add(sentence(shape(space)));
        if (meanings.isEmpty()) {
            return;
        }
        add("");
        int numbered = space instanceof Discrete(int n, var names) ? n : space.width();
        for (int i = 0; i < meanings.size(); i++) {
            boolean each = meanings.size() == numbered;
            String bounds = each && space instanceof Box box ? " (" + bound(box.low(i)) + " … " + bound(box.high(i))
                    + ")" : "";
            add((each ? i + ". " : "- ") + meanings.get(i) + bounds);
        }
    }

    private static String shape(Space space) {
        return switch (space) {
            case Discrete(int n, var names) -> "a number, 0 … " + (n - 1);
            case Box box -> box.width() == 1 ? "one number" : box.width() + " numbers";
            case MultiDiscrete several -> "whole numbers, each from 0 up to but not including "
                    + Arrays.stream(several.sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        };
    }

    private static String bound(float value) {
        return Float.isInfinite(value) ? value > 0 ? "∞" : "−∞" : Float.toString(value).replace('-', '−');
    }

    private void options() {
        add("");
        add("## Options");
        add("");
        add("| option | default |");
        add("|---|---|");
        Environments.defaults(entry.name()).forEach(
                (option, standard) -> add("| `" + option + "` | `" + written(standard) + "` |"));
    }

    private void scores() {
        if (entry.rewardThreshold().isEmpty() && entry.referenceScores().isEmpty()) {
            return;
        }
        add("");
        add("## Returns to compare with");
        add("");
        add("| by | return of an episode |");
        add("|---|---|");
        entry.rewardThreshold().ifPresent(threshold -> add("| solved at | " + number(threshold) + " |"));
        entry.referenceScores().forEach((who, score) -> add("| " + who + " | " + number(score) + " |"));
    }

    private static String number(double value) {
        String text = value == (long) value ? Long.toString((long) value) : Double.toString(value);
        return text.replace('-', '−');
    }
}
