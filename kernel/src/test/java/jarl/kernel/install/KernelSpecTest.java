package jarl.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
