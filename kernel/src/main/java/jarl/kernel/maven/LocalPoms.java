package jarl.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/// A POM on this machine and the parents beside it, which no repository needs to know.
final class LocalPoms implements WorkspaceReader {
    private final WorkspaceRepository repository = new WorkspaceRepository("local");
    private final Map<String, Path> files = new HashMap<>();
    private final Artifact first;

    /// @throws IOException if the file, or a parent beside it, cannot be read as a POM
    LocalPoms(Path pom) throws IOException {
        first = artifact(read(pom));
        Path file = pom.toAbsolutePath();
        while (file != null) {
            Model model = read(file);
            boolean fresh = files.putIfAbsent(artifact(model).toString(), file) == null;
            file = fresh ? parent(file, model.getParent()) : null;
        }
    }

    /// The POM that was asked for.
    Artifact artifact() {
        return first;
    }

    private static Artifact artifact(Model model) {
        Parent parent = model.getParent();
        String group = model.getGroupId() == null && parent != null ? parent.getGroupId() : model.getGroupId();
        String version = model.getVersion() == null && parent != null ? parent.getVersion() : model.getVersion();
        return new DefaultArtifact(group, model.getArtifactId(), "pom", version);
    }

    /// Where the parent lies, null where it has to come from a repository.
    private static @Nullable Path parent(Path file, @Nullable Parent parent) {
        if (parent == null || parent.getRelativePath() == null || parent.getRelativePath().isBlank()) {
            return null;
        }
        Path named = Objects.requireNonNull(file.getParent()).resolve(parent.getRelativePath()).normalize();
        Path pom = Files.isDirectory(named) ? named.resolve("pom.xml") : named;
        return Files.isRegularFile(pom) ? pom : null;
    }

    private static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new MavenXpp3Reader().read(in);
        } catch (XmlPullParserException e) {
            throw new IOException(file + " is not a POM: " + e.getMessage(), e);
        }
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public @Nullable File findArtifact(Artifact artifact) {
        Path file = files.get(artifact.toString());
        return file == null ? null : file.toFile();
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return files.containsKey(artifact.toString()) ? List.of(artifact.getVersion()) : List.of();
    }
}
