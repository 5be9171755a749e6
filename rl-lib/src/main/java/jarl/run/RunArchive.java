package jarl.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jarl.run.checkpoint.AtomicFiles;
import jarl.run.checkpoint.Checkpoints;
import jarl.run.checkpoint.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A whole run as one file, to be moved to another machine: a zip of its folder, with `manifest.json` as its first
/// entry, which says how long each file is and what its SHA-256 is. The same run gives the same bytes.
public final class RunArchive {
    private static final String MANIFEST = "manifest.json";
    private static final String FORMAT = "jarl.run";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunArchive() {}

    /// How a file is known.
    record Mark(long size, String sha256) {}

    /// @param id    of the run
    /// @param files by their path in the run's folder
    record Manifest(String format, int version, String id, Map<String, Mark> files) {}

    /// The name that an archive of this run has where none is given: `2026-11-20_13-24-37.jarl.zip`.
    public static String nameFor(Run run) {
        return run.id().replace('/', '_') + ".jarl.zip";
    }

    /// Writes a run into a file; links and hidden files stay behind.
    ///
    /// @param file is replaced where it exists
    /// @throws RunException if the run is being trained
    /// @throws java.io.UncheckedIOException if the file cannot be written
    public static void write(Run run, Path file) {
        run.requireIdle("archived");
        Path folder = run.folder().path();
        AtomicFiles.write(file, out -> zip(run, folder, out));
    }

    private static void zip(Run run, Path folder, OutputStream out) throws IOException {
        Map<String, Mark> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(path -> isContent(folder, path)).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), mark(file));
            }
        }
        var zip = new ZipOutputStream(out);
        put(zip, MANIFEST);
        zip.write(JSON.writeValueAsBytes(new Manifest(FORMAT, 1, run.id(), files)));
        for (String name : files.keySet()) {
            put(zip, "run/" + name);
            Files.copy(folder.resolve(name), zip);
        }
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static boolean isContent(Path folder, Path path) {
        for (Path name : folder.relativize(path)) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Mark mark(Path file) throws IOException {
        return new Mark(Files.size(file), Sha256.of(file));
    }

    /// Brings an archived run into a folder of outputs, whole or not at all, under its own id, or where another run has
    /// that, under `<id>-2` ….
    ///
    /// @throws RunException if the file is no archive, is damaged, or the same run is here already
    public static Run read(Path file, Path outputs) {
        try (var zip = new ZipFile(file.toFile())) {
            Manifest manifest = manifest(zip, file);
            Path place = place(manifest, zip, outputs);
            Path beside = AtomicFiles.beside(place);
            try {
                Files.createDirectories(beside);
                unpack(zip, manifest, file, beside);
                AtomicFiles.move(beside, place);
            } finally {
                AtomicFiles.removeQuietly(beside);
            }
            return settled(Run.at(place));
        } catch (ZipException damaged) {
            throw new RunException(file + " is not an archive of a run, or is damaged: " + damaged.getMessage(), damaged);
        } catch (IOException failure) {
            throw AtomicFiles.explained("import " + file, failure, outputs);
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new RunException(file + " is a zip file, but not an archive of a run: it has no " + MANIFEST);
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = JSON.readValue(in, Manifest.class);
        } catch (JsonProcessingException foreign) {
            throw new RunException(file + " is not an archive of a run: its " + MANIFEST + " says something else", foreign);
        }
        if (!FORMAT.equals(manifest.format) || manifest.version != 1) {
            throw new RunException(file + " has the format " + manifest.format + " version " + manifest.version
                    + "; this Jarl reads " + FORMAT + " version 1");
        }
        if (!ID.matcher(manifest.id).matches() || manifest.files.keySet().stream().anyMatch(RunArchive::leavesItsFolder)
                || !manifest.files.containsKey("run.json")) {
            throw new RunException(file + " is not an archive of a run: its " + MANIFEST + " names " + manifest.id
                    + " and files that no run has");
        }
        requireNothingElse(zip, manifest, file);
        return manifest;
    }

    private static boolean leavesItsFolder(String name) {
        Path path = Path.of(name);
        return path.isAbsolute() || !path.equals(path.normalize()) || path.startsWith("..") || name.contains("\\");
    }

    private static void requireNothingElse(ZipFile zip, Manifest manifest, Path file) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            boolean known = name.equals(MANIFEST)
                    || (name.startsWith("run/") && manifest.files.containsKey(name.substring("run/".length())));
            if (!known) {
                throw new RunException(file + " is damaged or was changed: it holds " + name + ", which its " + MANIFEST
                        + " does not name");
            }
        }
    }

    private static Path place(Manifest manifest, ZipFile zip, Path outputs) throws IOException {
        Path wanted = outputs.resolve(manifest.id).toAbsolutePath().normalize();
        for (int n = 1; ; n++) {
            Path place = n == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + n);
            if (!Files.exists(place)) {
                Files.createDirectories(AtomicFiles.folderOf(place));
                return place;
            }
            if (isSame(place.resolve("run.json"), zip)) {
                throw new RunException("The run is here already: " + place);
            }
        }
    }

    private static boolean isSame(Path record, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("run/run.json");
        if (entry == null || !Files.isRegularFile(record)) {
            return false;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return withoutId(JSON.readTree(in)).equals(withoutId(JSON.readTree(record.toFile())));
        }
    }

    private static JsonNode withoutId(JsonNode record) {
        return record instanceof ObjectNode object ? object.without("id") : record;
    }

    private static void unpack(ZipFile zip, Manifest manifest, Path file, Path into) throws IOException {
        for (var content : manifest.files.entrySet()) {
            Path to = into.resolve(content.getKey());
            Files.createDirectories(AtomicFiles.folderOf(to));
            ZipEntry entry = zip.getEntry("run/" + content.getKey());
            if (entry != null) {
                copy(zip, entry, content.getValue().size(), to);
            }
            if (entry == null || !mark(to).equals(content.getValue())) {
                throw new RunException(file + " is damaged: " + content.getKey()
                        + (entry == null ? " is missing" : " is not what it was when it was archived")
                        + ". Nothing was imported.");
            }
        }
    }

    /// At most one byte more than it should be, whatever the entry claims.
    private static void copy(ZipFile zip, ZipEntry entry, long size, Path to) throws IOException {
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(to)) {
            byte[] block = new byte[1 << 16];
            long left = size + 1;
            for (int read; left > 0 && (read = in.read(block, 0, (int) Math.min(block.length, left))) > 0; left -= read) {
                out.write(block, 0, read);
            }
        }
    }

    /// Links the best checkpoint again, and gives the record the name of its folder.
    private static Run settled(Run run) {
        if (Files.isDirectory(run.folder().checkpoints())) {
            Checkpoints.of(run.folder().path()).tidy();
        }
        RunRecord record = run.record();
        if (!record.id().equals(run.id())) {
            run.write(record.named(run.id()));
        }
        return run;
    }
}
