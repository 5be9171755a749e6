package jarl.kernel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A script")
@Timeout(60)
class ScriptRunnerTest {
    @TempDir
    Path folder;

    @Test
    void runsLikeOneCellAndPrintsWhereTheProgramDoes() throws IOException {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("#!/usr/bin/env jarl script\nint n = 6;\nSystem.out.println(n * 7);\ndisplay(\"shown\");")).isNull();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).containsSubsequence("42\n", "shown\n");
    }

    @Test
    void namesTheLineThatFails() throws IOException {
        var failure = Objects.requireNonNull(run("#!shebang\nint zero = 0;\nint n = 1 / zero;\n"));
        assertThat(FailureText.of(failure).plain()).contains("java.lang.ArithmeticException", "line 3");
    }

    @Test
    void thatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ScriptRunner.run(folder.resolve("none.jshell"), SessionOptions.standard()))
                .isInstanceOf(NotebookException.class).hasMessageContaining("none.jshell");
    }

    private @Nullable CellFailure run(String source) throws IOException {
        return ScriptRunner.run(Files.writeString(folder.resolve("script.jshell"), source), SessionOptions.standard());
    }
}
