package jarl.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel's own command line")
@Timeout(60)
class InstallerTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path prefix;

    @Test
    void installsAndTakesAwayAgain() throws InterruptedException {
        assertThat(run("install", "--prefix", prefix.toString(), "--jvm-arg", "-Xmx512m")).isZero();
        Path folder = prefix.resolve("share/jupyter/kernels/jarl");
        assertThat(folder.resolve("java.args")).content().contains("-Xmx512m");
        assertThat(run("uninstall", "--prefix", prefix.toString())).isZero();
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void saysHowItIsCalled() throws InterruptedException {
        assertThat(run("instal")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("There is no command instal").contains("Usage:");
        assertThat(run("install", "--prefix")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("--prefix wants a value");
    }

    @Test
    void saysWhyItCannotInstall() throws InterruptedException {
        assertThat(run("install", "--prefix", prefix.toString(), "--java", prefix.toString())).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("no Java to run at " + prefix);
    }

    private int run(String... arguments) throws InterruptedException {
        return new Installer(new PrintStream(said, true, StandardCharsets.UTF_8)).run(List.of(arguments));
    }
}
