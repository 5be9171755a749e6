package jarl.studio.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import jarl.kernel.JavaSession;
import jarl.kernel.SessionOptions;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The variables of a session")
class VariablesTest {
    @Test
    void areListedWithTheMemoryThatTheirTensorsTake() {
        try (JavaSession session = JavaSession.open(SessionOptions.standard())) {
            session.evaluate("""
                    import ai.djl.ndarray.*;
                    import ai.djl.ndarray.types.Shape;
                    NDManager memory = NDManager.newBaseManager();
                    NDArray tensor = memory.zeros(new Shape(64, 64));
                    int other = 1;
                    """);
            String table = Display.bundle(session.evaluate("%vars")).data().get(DisplayBundle.PLAIN).toString();
            assertThat(table).containsPattern("tensor .* 16[.]0 KiB").containsPattern("(?m)other +int +1$");
            session.evaluate("memory.close();");
        }
    }
}
