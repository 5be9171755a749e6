package jarl.kernel.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/// The user's `~/.m2/settings.xml`, as the resolver wants it.
record MavenSettings(Settings settings) {
    /// Where Maven keeps jars, as its own property names it.
    private static final String LOCAL_REPOSITORY = "maven.repo.local";

    /// Reads the settings; without a file they are Maven's defaults.
    static MavenSettings read() {
        File file = Path.of(System.getProperty("user.home"), ".m2", "settings.xml").toFile();
        var request = new DefaultSettingsBuildingRequest()
                .setUserSettingsFile(file)
                .setSystemProperties(System.getProperties());
        try {
            return new MavenSettings(
                    new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings());
        } catch (SettingsBuildingException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    Path localRepository() {
        String asked = System.getProperty(LOCAL_REPOSITORY, settings.getLocalRepository());
        return asked == null || asked.isBlank()
                ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(asked);
    }

    MirrorSelector mirrors() {
        var selector = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            selector.add(mirror.getId(), mirror.getUrl(), mirror.getLayout(), false, mirror.isBlocked(),
                    mirror.getMirrorOf(), mirror.getMirrorOfLayouts());
        }
        return selector;
    }

    AuthenticationSelector passwords() {
        var selector = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            selector.add(server.getId(), new AuthenticationBuilder()
                    .addUsername(server.getUsername())
                    .addPassword(server.getPassword())
                    .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
                    .build());
        }
        return selector;
    }

    ProxySelector proxies() {
        var selector = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                var password = new AuthenticationBuilder()
                        .addUsername(proxy.getUsername()).addPassword(proxy.getPassword()).build();
                selector.add(new org.eclipse.aether.repository.Proxy(
                        proxy.getProtocol(), proxy.getHost(), proxy.getPort(), password), proxy.getNonProxyHosts());
            }
        }
        return selector;
    }

    /// Those of the active profiles.
    List<RemoteRepository> repositories() {
        return settings.getProfiles().stream()
                .filter(this::isActive)
                .flatMap(profile -> profile.getRepositories().stream())
                .map(repository -> new RemoteRepository.Builder(
                        repository.getId(), repository.getLayout(), repository.getUrl()).build())
                .toList();
    }

    private boolean isActive(Profile profile) {
        return settings.getActiveProfiles().contains(profile.getId())
                || (profile.getActivation() != null && profile.getActivation().isActiveByDefault());
    }
}
