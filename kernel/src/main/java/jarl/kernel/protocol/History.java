package jarl.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jarl.kernel.Json;
import org.jspecify.annotations.Nullable;

/// The cells that were executed and remembered, and the questions a console asks about them.
final class History {
    private static final int SESSION = 1;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int line, String source, @Nullable String output) {
        JsonElement json(boolean withOutput) {
            Object what = withOutput ? Json.array(java.util.Arrays.asList(source, output)) : source;
            return Json.array(List.of(SESSION, line, what));
        }
    }

    synchronized void add(int line, String source, @Nullable String output) {
        entries.add(new Entry(line, source, output));
    }

    synchronized JsonArray answer(Message request) {
        int most = request.number("n", Integer.MAX_VALUE);
        List<Entry> found = switch (request.text("hist_access_type", "tail")) {
            case "range" -> range(request.number("start", 0), request.number("stop", Integer.MAX_VALUE));
            case "search" -> last(most, search(request.text("pattern", "*"), request.flag("unique", false)));
            default -> last(most, entries);
        };
        boolean withOutput = request.flag("output", false);
        return Json.array(found.stream().map(entry -> entry.json(withOutput)).toList());
    }

    private List<Entry> range(int start, int stop) {
        return entries.stream().filter(entry -> entry.line >= start && entry.line < stop).toList();
    }

    /// @param glob with `*` and `?`
    private List<Entry> search(String glob, boolean unique) {
        String regex = glob.chars().mapToObj(c -> switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(Character.toString(c));
        }).collect(Collectors.joining());
        var pattern = Pattern.compile(regex, Pattern.DOTALL);
        List<Entry> found = entries.stream().filter(entry -> pattern.matcher(entry.source).matches()).toList();
        if (!unique) {
            return found;
        }
        var sources = new LinkedHashSet<String>();
        return found.reversed().stream().filter(entry -> sources.add(entry.source)).toList().reversed();
    }

    private static List<Entry> last(int most, List<Entry> all) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
