package jarl.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files beside the notebook: `%pwd`, `%ls`, `%load`, `%%writefile`.
final class FileMagics {
    private FileMagics() {}

    static void register(Magics magics, MagicSession session) {
        magics.line("pwd", "", "the folder in which the kernel runs", arguments -> Path.of("").toAbsolutePath());
        magics.line("ls", "[FOLDER]", "the files of a folder", FileMagics::list);
        magics.line("load", "FILE or URL", "runs a file of Java statements, or a notebook's cells, here",
                place -> load(session, place));
        magics.cell("writefile", "[-a] FILE", "writes the cell to a file; -a adds to it", FileMagics::write);
    }

    private static Table list(String folder) throws IOException {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            throw MagicSession.Failed.because("There is no folder " + path.toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(path)) {
            List<List<String>> rows = files.sorted().map(FileMagics::row).toList();
            return new Table(List.of("name", "bytes"), rows);
        }
    }

    private static List<String> row(Path file) {
        try {
            boolean isFolder = Files.isDirectory(file);
            return List.of(file.getFileName() + (isFolder ? "/" : ""), isFolder ? "" : Long.toString(Files.size(file)));
        } catch (IOException e) {
            return List.of(String.valueOf(file.getFileName()), "?");
        }
    }

    private static @Nullable Object load(MagicSession session, String place) throws IOException, InterruptedException {
        String source = Source.read(place);
        if (!place.endsWith(".ipynb")) {
            return session.evaluate(source);
        }
        NotebookCode.of(source).forEach(session::evaluate);
        return null;
    }

    private static @Nullable Object write(String arguments, String body) throws IOException {
        boolean append = arguments.startsWith("-a ");
        String file = append ? arguments.substring(3).strip() : arguments;
        if (file.isEmpty()) {
            throw MagicSession.Failed.because("%%writefile wants a file, e.g. %%writefile notes.txt");
        }
        Path path = Path.of(file);
        boolean existed = Files.exists(path);
        if (append) {
            Files.writeString(path, body, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(path, body);
        }
        System.out.println((append ? "Appended to " : existed ? "Overwrote " : "Wrote ") + path);
        return null;
    }
}
