package jarl.kernel.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a kernel's JVM loads to start, kept in a file beside the kernelspec, and a note of what it was made from.
///
/// A JVM whose jars or version have changed passes an archive over without a word and starts slowly; so the kernel itself
/// looks at the note, and trains a new archive beside.
public final class StartUpArchive {
    /// The system property that tells a kernel where its kernelspec lies; without it there is no archive to care for.
    static final String FOLDER = "jarl.kernel.folder";

    /// The system property that tells a kernel in training where to note what its archive is made from.
    private static final String NOTE = "jarl.kernel.note";

    private static final Logger LOG = LoggerFactory.getLogger(StartUpArchive.class);
    private static final Duration LATER = Duration.ofSeconds(20); // the first cells come first

    private final Path folder;
    private final Path archive;
    private final Path note;

    StartUpArchive(Path folder) {
        this.folder = folder;
        archive = folder.resolve("kernel.jsa");
        note = folder.resolve("kernel.jsa.txt");
    }

    /// What the kernel's JVM is told of the archive.
    List<String> flags() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-D" + FOLDER + "=" + folder);
    }

    Path file() {
        return archive;
    }

    /// Trains a new archive in a while, if this kernel's is stale.
    public static void renewLater() {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            var own = new StartUpArchive(Path.of(folder));
            Thread.ofPlatform().daemon().name("archive").start(own::renew);
        }
    }

    private void renew() {
        try {
            Thread.sleep(LATER);
            if (isStale()) {
                Path java = Path.of(System.getProperty("java.home"), "bin", "java");
                Rehearsal rehearsal = train(java);
                LOG.info("The start-up archive was stale and has been trained again: {}", rehearsal.log());
            }
        } catch (IOException e) {
            LOG.warn("The stale start-up archive could not be trained again: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the archive is missing, or this JVM runs from other files than those it was made from.
    boolean isStale() throws IOException {
        return !Files.exists(archive) || !Files.exists(note) || !Files.readString(note).equals(origin());
    }

    /// Notes what an archive of this JVM is made from; called by the JVM that trains one.
    public static void noteOrigin() throws IOException {
        String file = System.getProperty(NOTE);
        if (file != null) {
            Files.writeString(Path.of(file), origin());
        }
    }

    private static String origin() throws IOException {
        var lines = new ArrayList<String>();
        lines.add(System.getProperty("java.home") + " " + Runtime.version());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path file = Path.of(entry);
            lines.add(entry + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
        }
        return String.join("\n", lines) + "\n";
    }

    /// What a kernel said that ran without a front end.
    record Rehearsal(int status, String log) {}

    /// Runs the kernel once, to see that it runs and to keep what it loaded.
    Rehearsal train(Path java) throws IOException, InterruptedException {
        Path fresh = folder.resolve("kernel-" + ProcessHandle.current().pid() + ".jsa");
        Path freshNote = folder.resolve(fresh.getFileName() + ".txt");
        try {
            Rehearsal rehearsal = rehearse(java, List.of(
                    "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + fresh, "-D" + NOTE + "=" + freshNote));
            if (Files.exists(fresh) && Files.exists(freshNote)) {
                replace(fresh, archive);
                replace(freshNote, note);
            }
            return rehearsal;
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(freshNote);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Runs the kernel once with more for its JVM.
    Rehearsal rehearse(Path java, List<String> more) throws IOException, InterruptedException {
        Path log = Files.createTempFile("jarl-kernel", ".log");
        List<String> command = new ArrayList<>(List.of(java.toString(), "@" + folder.resolve("java.args")));
        command.addAll(more);
        command.addAll(List.of("jarl.kernel.Main", "--rehearse"));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            int status = process.waitFor();
            return new Rehearsal(status, Files.readString(log).strip());
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
