package jarl.kernel.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/// Jars by their coordinates, with all they need at run time.
///
/// Looks into the repositories added here, then into those of the user's settings, then into Maven Central; mirrors,
/// proxies, passwords and offline mode are those of `settings.xml`.
public final class MavenLibraries {
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final MavenSettings settings = MavenSettings.read();
    private final List<RemoteRepository> added = new ArrayList<>();
    private final Consumer<String> news;

    /// @param news told of each download, in words
    public MavenLibraries(Consumer<String> news) {
        this.news = news;
    }

    /// A library that was found.
    public record Library(String groupId, String artifactId, String version, Path file) {}

    /// Coordinates that cannot be resolved, with the reason.
    public static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        Unresolved(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Looks into this repository too, before all others.
    ///
    /// @param url `https:`, or `file:` for a folder
    public void addRepository(String id, String url) {
        added.removeIf(repository -> repository.getId().equals(id));
        added.addFirst(new RemoteRepository.Builder(id, "default", url).build());
    }

    /// The library and what it needs.
    ///
    /// @param coordinates `group:artifact:version`, also `group:artifact:extension:classifier:version`
    /// @throws Unresolved if it cannot be found, or the coordinates are none
    public List<Library> resolve(String coordinates) throws Unresolved {
        try (var session = session().build()) {
            var library = new Dependency(new DefaultArtifact(coordinates), "runtime");
            return resolve(session, new CollectRequest(library, repositories(session, List.of())));
        } catch (DependencyResolutionException | IllegalArgumentException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }

    /// What a POM on this machine depends on, by its own rules: parents, managed versions, imported lists of versions.
    /// Its repositories are asked too.
    ///
    /// @param scopes of the dependencies that are wanted, e.g. `compile`
    /// @throws Unresolved if the file is no POM, or something cannot be found
    public List<Library> resolve(Path pom, Set<String> scopes) throws Unresolved {
        try {
            var poms = new LocalPoms(pom);
            try (var session = session().setWorkspaceReader(poms).build()) {
                var known = system.readArtifactDescriptor(session, new ArtifactDescriptorRequest(
                        poms.artifact(), repositories(session, List.of()), null));
                List<Dependency> wanted = known.getDependencies().stream()
                        .filter(dependency -> scopes.contains(dependency.getScope()))
                        .map(dependency -> dependency.setScope("runtime"))
                        .toList();
                return resolve(session, new CollectRequest(wanted, known.getManagedDependencies(),
                        repositories(session, known.getRepositories())));
            }
        } catch (IOException | RepositoryException | IllegalArgumentException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }

    private List<Library> resolve(RepositorySystemSession session, CollectRequest request)
            throws DependencyResolutionException {
        return system.resolveDependencies(session, new DependencyRequest().setCollectRequest(request))
                .getArtifactResults().stream()
                .filter(ArtifactResult::isResolved)
                .map(ArtifactResult::getArtifact)
                .map(found -> new Library(
                        found.getGroupId(), found.getArtifactId(), found.getVersion(), found.getPath()))
                .toList();
    }

    private RepositorySystemSession.SessionBuilder session() {
        return new SessionBuilderSupplier(system).get()
                .withLocalRepositoryBaseDirectories(settings.localRepository())
                .setSystemProperties(System.getProperties())
                .setOffline(settings.settings().isOffline())
                .setMirrorSelector(settings.mirrors())
                .setProxySelector(settings.proxies())
                .setAuthenticationSelector(settings.passwords())
                .setTransferListener(new Downloads(news));
    }

    /// @param more where a POM wants to look
    private List<RemoteRepository> repositories(RepositorySystemSession session, List<RemoteRepository> more) {
        List<RemoteRepository> all = new ArrayList<>(added);
        all.addAll(more);
        all.addAll(settings.repositories());
        all.add(new RemoteRepository.Builder("central", "default", "https://repo.maven.apache.org/maven2/").build());
        return system.newResolutionRepositories(session, all);
    }

    /// Tells of each jar that has come, and of a long one now and then while it comes.
    private static final class Downloads extends AbstractTransferListener {
        private static final Duration PACE = Duration.ofSeconds(2);
        private static final int MEBI = 1024 * 1024;

        private final Consumer<String> news;
        private long toldAt = System.nanoTime();

        Downloads(Consumer<String> news) {
            this.news = news;
        }

        @Override
        public void transferProgressed(TransferEvent event) {
            if (isJar(event) && System.nanoTime() - toldAt > PACE.toNanos()) {
                long whole = event.getResource().getContentLength();
                tell(name(event) + ": " + event.getTransferredBytes() / MEBI
                        + (whole < 0 ? "" : " of " + whole / MEBI) + " MiB");
            }
        }

        @Override
        public void transferSucceeded(TransferEvent event) {
            if (isJar(event)) {
                tell("downloaded " + name(event) + ", " + (event.getTransferredBytes() + 1023) / 1024 + " KiB from "
                        + event.getResource().getRepositoryId());
            }
        }

        private synchronized void tell(String line) {
            toldAt = System.nanoTime();
            news.accept(line);
        }

        private static boolean isJar(TransferEvent event) {
            return event.getResource().getResourceName().endsWith(".jar");
        }

        private static String name(TransferEvent event) {
            String resource = event.getResource().getResourceName();
            return resource.substring(resource.lastIndexOf('/') + 1);
        }
    }
}
