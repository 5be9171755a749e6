package jarl.studio.notebook;

import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.Displayable;
import jarl.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A run and the files of its folder.
public record RunView(Run run) implements Displayable {
    @Override
    public DisplayBundle display() {
        List<String> heads = List.of("file", "bytes");
        List<List<String>> rows = files();
        DisplayBundle record = Display.bundle(run);
        return DisplayBundle.html(
                record.data().get(DisplayBundle.HTML) + Html.table(heads, rows),
                record.data().get(DisplayBundle.PLAIN) + "\n\n" + Html.plainTable(heads, rows));
    }

    private List<List<String>> files() {
        Path folder = run.folder().path();
        List<List<String>> rows = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()) {
                String size = Files.isSymbolicLink(file)
                        ? "→ " + Files.readSymbolicLink(file)
                        : String.format(Locale.ROOT, "%,d", Files.size(file));
                rows.add(List.of(folder.relativize(file).toString(), size));
            }
            return rows;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + folder, failure);
        }
    }
}
