package jarl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Values of overrides")
class OverrideGrammarTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"10", "-4", "+7", "1_000"})
    void areWholeNumbers(String written) {
        assertThat(OverrideParser.value(written)).isEqualTo(Long.valueOf(written.replace("_", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2e-3", ".25", "6.", "1e5", "-1.5E+2", "inf", "-INF", "nan"})
    void areNumbers(String written) {
        assertThat(OverrideParser.value(written)).isInstanceOf(Double.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10k", "1.2.3", "3 blind", "007", "1-2", "1__0", "info", "nullify", "on", "None", "~", "a:b"})
    void areTextWhereTheLongestMatchIsNoNumber(String written) {
        if (written.equals("~")) {
            assertThatThrownBy(() -> OverrideParser.value(written)).isInstanceOf(ConfigException.class);
        } else {
            assertThat(OverrideParser.value(written)).isEqualTo(written);
        }
    }

    @Test
    void areNullAndTruthInAnyCase() {
        assertThat(OverrideParser.value("NULL")).isNull();
        assertThat(OverrideParser.value("tRuE")).isEqualTo(true);
        assertThat(OverrideParser.value("")).isEqualTo("");
    }

    @Test
    void areListsAndMapsInOneAnother() {
        assertThat(OverrideParser.value("[1, [2,x], {a: null, 2: [b c]}]"))
                .isEqualTo(Arrays.asList(1L, List.of(2L, "x"), mapOf("a", null, 2L, List.of("b c"))));
    }

    @Test
    void areTextInQuotesWhateverItLooksLike() {
        assertThat(OverrideParser.value("'5'")).isEqualTo("5");
        assertThat(OverrideParser.value("'a,b=[c]{d}'")).isEqualTo("a,b=[c]{d}");
        assertThat(OverrideParser.value("'don\\'t'")).isEqualTo("don't");
        assertThat(OverrideParser.value("'C:\\new\\\\'")).isEqualTo("C:\\new\\");
    }

    @Test
    void escapeWithABackslash() {
        assertThat(OverrideParser.value("a\\,b\\=c\\ ")).isEqualTo("a,b=c ");
    }

    @Test
    void keepInterpolationsForLater() {
        assertThat(OverrideParser.value("${a.b}/x")).isEqualTo("${a.b}/x");
    }

    @Test
    void areCast() {
        assertThat(OverrideParser.value("int(3.7)")).isEqualTo(3L);
        assertThat(OverrideParser.value("str([1,true])")).isEqualTo(List.of("1", "true"));
        assertThat(OverrideParser.value("float(1)")).isEqualTo(1.0);
        assertThat(OverrideParser.value("bool('false')")).isEqualTo(false);
        assertThat(OverrideParser.value("json_str({a: [1, b]})")).isEqualTo("{\"a\": [1, \"b\"]}");
    }

    @Test
    void areSorted() {
        assertThat(OverrideParser.value("sort([3,1,2], reverse=true)")).isEqualTo(List.of(3L, 2L, 1L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "a=[1,2        | not closed",
            "a={b:1        | not closed",
            "a='x          | quote is not closed",
            "a             | no =",
            "a b=1         | no key",
            "a=x=y         | cannot stand there",
            "a=(1)         | cannot stand there",
            "a=1,          | too early",
            "a=é           | cannot stand there",
            "a=nope(1)     | no function",
            "a=chioce(1,2) | did you mean \"choice\"?",
            "a=int(x)      | not a whole number",
            "+++a=1        | no key",
            "a..b=1        | no key"})
    void areRefusedWithACaretAtTheFirstThingThatCannotBe(String override, String problem) {
        assertThatThrownBy(() -> OverrideParser.parse(override)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.OVERRIDE_SYNTAX);
            assertThat(e).hasMessageContaining(problem).hasMessageContaining("\n    " + override + "\n    ")
                    .hasMessageContaining("^");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "null", "true", "0.001", "[1,[x,'2']]", "{a:'b c'}", "'it\\'s'", "a\\,b"})
    void areWrittenSoThatTheyAreReadTheSame(String written) {
        ParsedOverride override = OverrideParser.parse("k=" + written);

        assertThat(OverrideParser.parse(override.with(override.value())).value()).isEqualTo(override.value());
    }

    private static Map<Object, Object> mapOf(Object... keysAndValues) {
        Map<Object, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
