package jarl.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.config.Default;
import jarl.config.Schedule;
import jarl.run.Algorithms;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The tables of options in docs/algorithms, which are made from the records: names, types and defaults by reflection,
/// what they mean from the comments in the source.
@DisplayName("The pages of docs/algorithms")
class AlgorithmPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "algorithms");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String END = "<!-- end of options -->\n";

    /// Writes the tables anew; run it from the folder of the module.
    public static void main(String[] arguments) throws IOException {
        for (Algorithms.Entry<?> rule : rules()) {
            Path page = page(rule);
            String text = Files.readString(page);
            int from = text.indexOf(begin(rule)) + begin(rule).length();
            Files.writeString(page, text.substring(0, from) + table(rule) + text.substring(text.indexOf(END)));
        }
    }

    /// Those of the library; other tests may have registered more.
    private static List<Algorithms.Entry<?>> rules() {
        return Algorithms.all().stream()
                .filter(rule -> rule.options().getPackageName().startsWith("jarl.algorithm."))
                .toList();
    }

    private static Path page(Algorithms.Entry<?> rule) {
        return PAGES.resolve(rule.name() + ".md");
    }

    private static String begin(Algorithms.Entry<?> rule) {
        return "<!-- options: " + rule.options().getName() + " -->\n";
    }

    private static String table(Algorithms.Entry<?> rule) throws IOException {
        Path source = SOURCES.resolve(rule.options().getName().replace('.', '/') + ".java");
        String code = Files.readString(source);
        List<String> lines = new ArrayList<>(List.of("| option | default | | |", "|---|---|---|---|"));
        for (RecordComponent component : rule.options().getRecordComponents()) {
            Default initial = component.getAnnotation(Default.class);
            lines.add("| `" + key(component.getName()) + "` | "
                    + (initial == null ? "" : "`" + initial.value() + "`") + " | "
                    + type(component.getType()) + " | " + meaning(code, component, source) + " |");
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String key(String component) {
        return component.replaceAll("_$", "").replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(word -> "`" + word.toString().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type == Schedule.class) {
            return "schedule";
        }
        if (type == boolean.class) {
            return "`true`, `false`";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "whole number";
        }
        return type == String.class ? "text" : "number";
    }

    /// The comment behind a component.
    private static String meaning(String code, RecordComponent component, Path source) {
        Matcher line = Pattern.compile("\\s" + component.getName() + "(?:,|\\).*) // (.*)").matcher(code);
        assertThat(line.find()).as("%s says in a comment what %s means", source, component.getName()).isTrue();
        return line.group(1).replace("|", "\\|");
    }

    @Test
    void haveTheOptionsThatTheRecordsHave() throws IOException {
        for (Algorithms.Entry<?> rule : rules()) {
            assertThat(Files.readString(page(rule)))
                    .as("AlgorithmPagesTest.main writes the table of %s anew", page(rule))
                    .contains(begin(rule) + table(rule) + END);
        }
    }
}
