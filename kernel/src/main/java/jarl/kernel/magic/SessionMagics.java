package jarl.kernel.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the session holds: `%vars`, `%history`, `%reset`.
final class SessionMagics {
    private static final int WIDTH = 80;

    private SessionMagics() {}

    static void register(Magics magics, MagicSession session) {
        magics.line("vars", "", "the variables: name, type, value in short, memory outside of the heap", arguments -> variables(session));
        magics.line("history", "[N]", "the last N cells, all without N", arguments -> history(session, arguments));
        magics.line("reset", "", "forgets all that cells declared; imports and libraries stay", arguments -> {
            session.reset();
            return null;
        });
    }

    private static Table variables(MagicSession session) {
        List<List<String>> rows = session.variables().stream()
                .map(variable -> List.of(variable.name(), variable.type(), shortly(variable.value()),
                        NativeMemory.words(variable.nativeBytes())))
                .toList();
        return new Table(List.of("name", "type", "value", "native"), rows);
    }

    private static String shortly(@Nullable Object value) {
        Object shown = jarl.kernel.display.Display.bundle(value).data()
                .getOrDefault(jarl.kernel.display.DisplayBundle.PLAIN, "");
        String line = shown.toString().lines().findFirst().orElse("");
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }

    private static @Nullable Object history(MagicSession session, String arguments) {
        List<String> sources = session.history();
        int most = arguments.isEmpty() ? sources.size() : number(arguments);
        for (int i = Math.max(0, sources.size() - most); i < sources.size(); i++) {
            System.out.println(sources.get(i).stripTrailing());
        }
        return null;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw MagicSession.Failed.because("%history wants a number of cells, e.g. %history 5; met: " + text);
        }
    }
}
