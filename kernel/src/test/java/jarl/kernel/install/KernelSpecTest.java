package jarl.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Installing the kernel")
@Timeout(120)
class KernelSpecTest {
    @TempDir
    Path prefix;

    @Test
    void writesWhatJupyterNeedsAndTakesItAwayAgain() throws IOException, InterruptedException {
        var options = KernelSpec.Options.user().at(prefix).withJvmArgs(List.of("-Dsome.path=a \"b\"\\c"));
        Path folder = KernelSpec.install(options).folder();
        assertThat(folder).isEqualTo(prefix.resolve("share/jupyter/kernels/jarl"));

        var spec = JsonParser.parseString(Files.readString(folder.resolve("kernel.json"))).getAsJsonObject();
        assertThat(spec.get("display_name").getAsString()).isEqualTo("Java (Jarl)");
        assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(spec.getAsJsonArray("argv").get(0).getAsString())
                .isEqualTo(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(spec.getAsJsonArray("argv").get(3).getAsString()).isEqualTo("{connection_file}");
        assertThat(Files.readAllLines(folder.resolve("java.args")))
                .contains("\"-XX:+UseG1GC\"", "\"-Dsome.path=a \\\"b\\\"\\\\c\"");

        assertThat(KernelSpec.uninstall(prefix)).isEqualTo(folder);
        assertThat(folder).doesNotExist();
        assertThat(KernelSpec.uninstall(prefix)).isNull();
    }

    @Test
    void trainsAnArchiveForJarsAndTrainsItAgainWhenTheyHaveChanged() throws IOException, InterruptedException {
        List<Path> jars = jars();
        var options = KernelSpec.Options.user().at(prefix).withClassPath(jars);
        KernelSpec.Installed installed = KernelSpec.install(options);
        assertThat(installed.archive()).startsWith("start-up archive trained");
        Path note = installed.folder().resolve("kernel.jsa.txt");
        String origin = Files.readString(note);
        FileTime trained = Files.getLastModifiedTime(installed.folder().resolve("kernel.jsa"));

        Files.setLastModifiedTime(jars.getFirst(), FileTime.fromMillis(0));
        var archive = new StartUpArchive(installed.folder());
        archive.train(Path.of(System.getProperty("java.home"), "bin", "java"));
        assertThat(Files.readString(note)).isNotEqualTo(origin).contains("1970-01-01");
        assertThat(Files.getLastModifiedTime(archive.file())).isGreaterThan(trained);
    }

    /// The class path of this test, its folder of classes packed: archives are kept of jars alone.
    private List<Path> jars() throws IOException, InterruptedException {
        Path own = prefix.resolve("own.jar");
        Path jar = Path.of(System.getProperty("java.home"), "bin", "jar");
        assertThat(new ProcessBuilder(jar.toString(), "cf", own.toString(), "-C", "target/classes", ".")
                .inheritIO().start().waitFor()).isZero();
        List<Path> all = new ArrayList<>(List.of(own));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).map(Path::of)
                .filter(Files::isRegularFile).forEach(all::add);
        return all;
    }

    @Test
    void refusesAFolderWithoutJava() {
        assertThatThrownBy(() -> KernelSpec.install(KernelSpec.Options.user().at(prefix).withJavaHome(prefix)))
                .isInstanceOf(IOException.class).hasMessageContaining("no Java to run at " + prefix);
    }

    @Test
    void refusesAnOlderJdk() throws IOException {
        Path java = Files.createDirectories(prefix.resolve("bin")).resolve("java");
        assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
        Files.writeString(prefix.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
        assertThatThrownBy(() -> KernelSpec.install(KernelSpec.Options.user().at(prefix).withJavaHome(prefix)))
                .isInstanceOf(IOException.class).hasMessageContaining("needs JDK 25").hasMessageContaining("is 21");
    }
}
