package jarl.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A formula")
class FormulaTest {
    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7", "(1 + 2) * 3, 9", "2 ** 3 ** 2, 512", "-2 ** 2, -4", "2 ** -1, 0.5", "8 / 4 / 2, 1",
        "7 - 2 - 1, 4", "-(3 - 5), 2", "+4, 4", "1.5e-1 * 2, 0.3", ".5 + 1., 1.5", "length * -hunger, -6", "2*length**2, 8"
    })
    void meansWhatItMeansInPython(String text, double value) {
        assertThat(Formula.parse(text, List.of("length", "hunger")).evaluate(2, 3)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 +|a number, a name or '(' is missing",
        "(1|a parenthesis is not closed",
        "1 2|cannot be read",
        "lenght|\"lenght\" is unknown; did you mean \"length\"? It may name: length, hunger",
        "exec(1)|\"exec\" is unknown",
        "1 % 2|cannot be read",
        "3x|\"3x\" is no number"
    })
    void saysWhereItGoesWrong(String text, String complaint) {
        assertThatThrownBy(() -> Formula.parse(text, List.of("length", "hunger")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("goes wrong at character")
                .hasMessageContaining(complaint);
    }

    @Test
    void isNeitherTooLongNorTooDeepNorWithoutAValue() {
        assertThatThrownBy(() -> Formula.parse("1+".repeat(300) + "1", List.of())).hasMessageContaining("at most 500");
        assertThatThrownBy(() -> Formula.parse("(".repeat(200) + "1", List.of())).hasMessageContaining("too deep");
        assertThatThrownBy(() -> Formula.parse("1 / x", List.of("x")).evaluate(0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("The formula \"1 / x\" came to Infinity");
    }
}
