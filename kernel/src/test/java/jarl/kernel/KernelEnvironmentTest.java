package jarl.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The environment's variables")
class KernelEnvironmentTest {
    @TempDir
    Path folder;

    @Test
    void nameLibrariesByPatterns() throws IOException {
        Path one = Files.createFile(folder.resolve("one.jar"));
        Files.createFile(folder.resolve("notes.txt"));
        String before = SessionOptions.standard().classPath();
        assertThat(KernelEnvironment.options(Map.of("IJAVA_CLASSPATH", folder + "/*.jar")).classPath())
                .isEqualTo(before + File.pathSeparator + one);
    }

    @Test
    void bringPreviewFeaturesOfTheJavaThatRuns() throws IOException {
        assertThat(KernelEnvironment.options(Map.of("JARL_COMPILER_OPTS", "--enable-preview")).compilerOptions())
                .endsWith("--enable-preview", "-source", Integer.toString(Runtime.version().feature()));
        assertThat(KernelEnvironment.options(Map.of("JJAVA_COMPILER_OPTS", "--enable-preview --release 25"))
                .compilerOptions()).endsWith("--enable-preview", "--release", "25");
    }

    @Test
    void nameScriptsByFoldersAndPatternsThenAScriptItself() throws IOException {
        Files.writeString(folder.resolve("b.jshell"), "int b;");
        Files.writeString(folder.resolve("a.jshell"), "int a;");
        Files.writeString(folder.resolve("other.txt"), "no Java");
        assertThat(KernelEnvironment.startUp(Map.of(
                "JARL_STARTUP_SCRIPTS_PATH", folder.toString(), "JARL_STARTUP_SCRIPT", "int c;")))
                .isEqualTo("int a;\nint b;\nint c;");
        assertThat(KernelEnvironment.startUp(Map.of("IJAVA_STARTUP_SCRIPTS_PATH", folder + "/b.*"))).isEqualTo("int b;\n");
    }

    @Test
    void limitACellsTimeInMillisecondsOrAnotherUnit() {
        assertThat(KernelEnvironment.timeout(Map.of())).isZero();
        assertThat(KernelEnvironment.timeout(Map.of("IJAVA_TIMEOUT", "-1"))).isZero();
        assertThat(KernelEnvironment.timeout(Map.of("IJAVA_TIMEOUT", "250"))).isEqualTo(Duration.ofMillis(250));
        assertThat(KernelEnvironment.timeout(Map.of("JARL_TIMEOUT", "30 seconds"))).isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(() -> KernelEnvironment.timeout(Map.of("JARL_TIMEOUT", "soon")))
                .hasMessageContaining("30 SECONDS").hasMessageEndingWith("met: soon");
    }
}
