package jarl.kernel.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
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
        try (var session = session()) {
            var library = new Dependency(new DefaultArtifact(coordinates), "runtime");
            var request = new DependencyRequest().setCollectRequest(
                    new CollectRequest(library, repositories(session)));
            return system.resolveDependencies(session, request).getArtifactResults().stream()
                    .filter(ArtifactResult::isResolved)
                    .map(ArtifactResult::getArtifact)
                    .map(found -> new Library(
                            found.getGroupId(), found.getArtifactId(), found.getVersion(), found.getPath()))
                    .toList();
        } catch (DependencyResolutionException | IllegalArgumentException e) {
            throw new Unresolved(String.valueOf(e.getMessage()), e);
        }
    }

    private RepositorySystemSession.CloseableSession session() {
        return new SessionBuilderSupplier(system).get()
                .withLocalRepositoryBaseDirectories(settings.localRepository())
                .setSystemProperties(System.getProperties())
                .setOffline(settings.settings().isOffline())
                .setMirrorSelector(settings.mirrors())
                .setProxySelector(settings.proxies())
                .setAuthenticationSelector(settings.passwords())
                .setTransferListener(new Downloads(news))
                .build();
    }

    private List<RemoteRepository> repositories(RepositorySystemSession session) {
        List<RemoteRepository> all = new ArrayList<>(added);
        all.addAll(settings.repositories());
        all.add(new RemoteRepository.Builder("central", "default", "https://repo.maven.apache.org/maven2/").build());
        return system.newResolutionRepositories(session, all);
    }

    private static final class Downloads extends AbstractTransferListener {
        private final Consumer<String> news;

        Downloads(Consumer<String> news) {
            this.news = news;
        }

        @Override
        public void transferSucceeded(TransferEvent event) {
            String name = event.getResource().getResourceName();
            if (name.endsWith(".jar")) {
                news.accept("downloaded " + name.substring(name.lastIndexOf('/') + 1) + ", "
                        + (event.getTransferredBytes() + 1023) / 1024 + " KiB from "
                        + event.getResource().getRepositoryId());
            }
        }
    }
}
