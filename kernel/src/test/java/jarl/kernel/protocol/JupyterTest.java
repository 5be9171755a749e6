package jarl.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel under Jupyter")
@Timeout(240)
class JupyterTest {
    @TempDir
    private static Path home;
    private static Jupyter jupyter;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        assumeTrue(Jupyter.isInstalled(), "python3-jupyter-client, -nbconvert, -kernel-test are not installed");
        jupyter = Jupyter.install(home);
    }

    @Test
    void executesANotebookForNbconvertErrorsIncluded() throws IOException, InterruptedException {
        Path notebook = home.resolve("small.ipynb");
        Files.copy(Path.of("src/test/resources/notebooks/small.ipynb"), notebook);
        var ended = jupyter.run("-m", "nbconvert", "--to", "markdown", "--execute", "--allow-errors",
                "--output", "small.md", notebook.toString());
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(Files.readString(home.resolve("small.md")))
                .contains("printed 3", "<b>shown</b>", "[1, 4, 9]", "java.lang.ArithmeticException", "Cell In[3], line 2")
                .containsSubsequence("/ by zero", "still here");
    }

    @Test
    void passesJupytersOwnSuiteForKernels() throws IOException, InterruptedException {
        var ended = jupyter.run("src/test/python/kernel_suite.py");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("\nOK");
    }

    @Test
    void answersEveryRequestAsTheProtocolSays() throws IOException, InterruptedException {
        var ended = jupyter.run("src/test/python/protocol_checks.py");
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void worksInABrowser() throws IOException, InterruptedException {
        assumeTrue(Jupyter.hasBrowser(), "jupyter-notebook, chromium-driver are not installed");
        var ended = jupyter.run("src/test/python/browser_checks.py");
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void worksInAConsole() throws IOException, InterruptedException {
        assumeTrue(Jupyter.hasConsole(), "jupyter-console, python3-pexpect are not installed");
        var ended = jupyter.run("src/test/python/console_checks.py");
        assertThat(ended.status()).as(ended.output()).isZero();
    }

    @Test
    void worksInAConsoleThatIsNoTerminal() throws IOException, InterruptedException {
        assumeTrue(Jupyter.hasConsole(), "jupyter-console, python3-pexpect are not installed");
        var ended = jupyter.answer("int half(int n) { return n / 2; }\nhalf(84)\n1 / 0\n",
                "-m", "jupyter_console", "--kernel=jarl", "--simple-prompt");
        assertThat(ended.output()).contains("Out[2]: 42", "/ by zero");
    }
}
