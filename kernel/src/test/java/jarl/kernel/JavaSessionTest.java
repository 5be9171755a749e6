package jarl.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.FailureText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A session of cells")
@Timeout(60)
class JavaSessionTest {
    private static JavaSession session;
    private int cell;
    private Recorded output = new Recorded();

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.standard());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void start() {
        cell = 0;
    }

    @Test
    void showsTheValueOfTheLastExpression() {
        assertThat(shown("int a = 20;\na + 1;\na + 2")).isEqualTo("22");
    }

    @Test
    void showsNothingForADeclarationAnAssignmentOrNull() {
        assertThat(run("int a = 20;").result()).isNull();
        assertThat(run("a = 21").result()).isNull();
        assertThat(run("(Object) null").result()).isNull();
    }

    @Test
    void keepsWhatEarlierCellsDeclared() {
        run("record Point(int x, int y) {}\nint norm(Point p) { return Math.abs(p.x()) + Math.abs(p.y()); }");
        assertThat(shown("norm(new Point(3, -4))")).isEqualTo("7");
    }

    @Test
    void letsClassesOfOneCellReferToEachOther() {
        run("class Ping { Pong pong() { return new Pong(); } }\nclass Pong { Ping ping() { return new Ping(); } }");
        assertThat(shown("new Ping().pong().ping() instanceof Ping")).isEqualTo("true");
    }

    @Test
    void letsASealedInterfaceArriveBeforeItsRecords() {
        run("sealed interface Shape permits Circle, Square {}");
        run("record Circle(double r) implements Shape {}\nrecord Square(double a) implements Shape {}");
        assertThat(shown("Shape s = new Square(3);\nswitch (s) { case Circle c -> 1; case Square q -> 2; }"))
                .isEqualTo("2");
    }

    @Test
    void saysWhatADeclarationStillWaitsFor() {
        run("class Waiting { Strin text; }");
        assertThat(output.err()).contains("Waiting cannot be used until this is declared", "Strin");
    }

    @Test
    void forgetsResultsThatNobodyNamedAfterAWhile() {
        run("java.lang.ref.WeakReference<Object> weak;\n"
                + "Object big() { var made = new Object(); weak = new java.lang.ref.WeakReference<>(made); return made; }");
        run("big()");
        assertThat(shown("System.gc();\nweak.get() != null")).isEqualTo("true");
        for (int i = 0; i < 20; i++) {
            run("1 + 1");
        }
        assertThat(shown("System.gc();\nweak.get() != null")).isEqualTo("false");
    }

    @Test
    void letsGoOfAValueWhoseVariableIsDeclaredAgain() {
        run("var large = new StringBuilder(\"old\");\nvar watch = new java.lang.ref.WeakReference<>(large);");
        run("Supplier<String> earlier = () -> large.toString();");
        run("var large = new StringBuilder(\"new\");");
        assertThat(shown("System.gc();\nwatch.get() == null")).isEqualTo("true");
        assertThat(shown("earlier.get()")).isEqualTo("new");
        run("String large = \"of another type\";");
        assertThat(shown("large")).isEqualTo("of another type");
    }

    @Test
    void keepsTheValueOfAVariableWhenWhatItWasComputedFromIsDeclaredAgain() {
        run("var source = List.of(1, 2);");
        run("var made = new ArrayList<>(source);\nint size = source.size();");
        run("var source = List.of(3, 4, 5);");
        assertThat(shown("made + \" \" + size")).isEqualTo("[1, 2] 2");
    }

    @Test
    void keepsResultsThatACellNamed() {
        try (var fresh = JavaSession.open(SessionOptions.standard())) {
            fresh.execute("40 + 2", 1, new Recorded());
            fresh.execute("int doubled() { return 2 * $1; }", 2, new Recorded());
            for (int i = 0; i < 20; i++) {
                fresh.execute("1 + 1", 3 + i, new Recorded());
            }
            assertThat(fresh.evaluate("doubled()")).isEqualTo(84);
        }
    }

    @Test
    void stopsACellThatTakesTooLong() {
        Outcome outcome = session.execute("while (true) {}", 1, new Recorded(), java.time.Duration.ofMillis(300));
        assertThat(FailureText.of(Objects.requireNonNull(outcome.failure())).value())
                .isEqualTo("The cell took longer than its timeout of 0.3 s.");
    }

    @Test
    void importsWholeModules() {
        run("import module java.xml;");
        assertThat(shown("DocumentBuilderFactory.newInstance().isValidating()")).isEqualTo("false");
    }

    @Test
    void redefinesMethodsAndClasses() {
        run("int answer() { return 41; }");
        run("int answer() { return 42; }");
        assertThat(shown("answer()")).isEqualTo("42");
    }

    @Test
    void printsInTheOrderOfPrinting() {
        run("System.out.print(\"ä\");\nSystem.out.println(\"€ 𝄞\");\nSystem.err.println(\"oh\");");
        assertThat(output.out()).isEqualTo("ä€ 𝄞\n");
        assertThat(output.err()).isEqualTo("oh\n");
    }

    @Test
    void lendsItsStreamsToItsOwnThreadsOnly() throws InterruptedException {
        var stranger = new Thread(() -> System.out.println("a stranger prints to the console"));
        session.execute("var t = new Thread(() -> System.out.print(\"from a thread\"));\nt.start();\nt.join();", 1,
                new Recorded() {
                    @Override
                    public void print(boolean toError, String text) {
                        output.print(toError, text);
                        stranger.start();
                    }
                });
        stranger.join();
        assertThat(output.out()).isEqualTo("from a thread");
    }

    @Test
    void pointsAtTheWordThatDoesNotCompile() {
        var failure = (CellFailure.DoesNotCompile) failure("int a = 1;\n\nint b = 2; Strin c = null;");
        var problem = failure.problems().getFirst();
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.column()).isEqualTo(11);
        assertThat(problem.width()).isEqualTo(5);
        assertThat(FailureText.of(failure).plain()).isEqualTo("""
                cannot find symbol
                  symbol:   class Strin
                Cell In[1], line 3
                  int b = 2; Strin c = null;
                             ^^^^^""");
    }

    /// Names of libraries are gathered in the background; until they are there, an error comes without a hint.
    @Test
    void namesTheImportThatIsMissing() {
        String text = "";
        for (int i = 0; i < 100 && !text.contains("missing"); i++) {
            text = FailureText.of(failure("AtomicLong a = null;")).plain();
        }
        assertThat(text).contains("missing: import java.util.concurrent.atomic.AtomicLong;");
    }

    @Test
    void namesTheNameThatIsNearest() {
        run("int horizon = 3;");
        assertThat(FailureText.of(failure("horizn + 1")).plain()).contains("did you mean horizon?");
    }

    @Test
    void doesNotRunAStatementThatIsNotFinished() {
        assertThat(failure("System.out.println(\"no\"")).isInstanceOf(CellFailure.DoesNotCompile.class);
        assertThat(output.out()).isEmpty();
    }

    @Test
    void namesCellAndLineOfEachFrameThatLiesInACell() {
        run("int half(int n) {\n    // odd numbers\n    if (n % 2 == 1) throw new IllegalArgumentException(\"odd: \" + n);\n"
                + "    return n / 2;\n}");
        assertThat(FailureText.of(failure("// a comment\n\nhalf(4);\nhalf(3);")).plain()).isEqualTo("""
                java.lang.IllegalArgumentException: odd: 3
                Cell In[1], line 3, in half
                  if (n % 2 == 1) throw new IllegalArgumentException("odd: " + n);
                Cell In[2], line 4""");
    }

    @Test
    void showsTheCausesOfAFailure() {
        String text = FailureText.of(failure("""
                try { Integer.parseInt("x"); }
                catch (NumberFormatException e) { throw new IllegalStateException("wrapped", e); }""")).plain();
        assertThat(text).contains("java.lang.IllegalStateException: wrapped", "Cell In[1], line 2",
                "caused by java.lang.NumberFormatException", "Cell In[1], line 1");
    }

    @Test
    void cutsAMessageThatQuotesAllThatItWasGiven() {
        FailureText text = FailureText.of(failure("throw new IllegalStateException(\"x\".repeat(5_000_000));"));
        assertThat(text.value()).hasSizeLessThan(10_100).endsWith("x… 5000000 characters in all");
        assertThat(text.plain()).hasSizeLessThan(11_000);
    }

    @Test
    void ofALongLineThatDoesNotCompileShowsWhatStandsAroundTheError() {
        String filler = "\"" + "x".repeat(5000) + "\"";
        String[] lines = FailureText.of(failure("var text = " + filler + " + Strin.x + " + filler)).plain().split("\n", -1);
        String caret = lines[lines.length - 1];
        assertThat(lines[lines.length - 2]).hasSizeLessThan(400).startsWith("  …").endsWith("…");
        assertThat(lines[lines.length - 2].indexOf("Strin.x")).isEqualTo(caret.indexOf('^'));
    }

    @Test
    void survivesAStackOverflowAndTellsItShortly() {
        run("int deep(int n) { return deep(n + 1) + 1; }");
        FailureText text = FailureText.of(failure("deep(0)"));
        assertThat(text.name()).isEqualTo("java.lang.StackOverflowError");
        assertThat(text.lines()).hasSizeLessThan(15);
        assertThat(shown("1 + 1")).isEqualTo("2");
    }

    @Test
    void endsTheCellNotTheKernelAtSystemExit() {
        assertThat(FailureText.of(failure("System.exit(3);")).value()).contains("System.exit(3)", "restart");
        assertThat(shown("1 + 1")).isEqualTo("2");
    }

    @Test
    void knowsTheSourceOfAClassDeclaredInACell() {
        run("class Corridor { class Door {} }");
        assertThat(session.sourceOf("Corridor")).isEqualTo("class Corridor { class Door {} }");
        assertThat(session.sourceOf(shown("new Corridor().new Door().getClass().getName()")))
                .isEqualTo("class Corridor { class Door {} }");
        assertThat(session.sourceOf("java.lang.String")).isNull();
    }

    @Test
    void displaysTextInTheFormatThatIsNamedAndGivesItsId() {
        assertThat(run("String id = display(\"<b>x</b>\", \"text/html\");\nupdateDisplay(id, \"y\");").failure()).isNull();
        assertThat(output.shown()).extracting(DisplayBundle::data).containsExactly(
                java.util.Map.of("text/html", "<b>x</b>", "text/plain", "<b>x</b>"),
                java.util.Map.of("text/plain", "y"));
    }

    @Test
    void doesNotShowTheIdOfADisplayThatEndsACell() {
        assertThat(run("display(1)").result()).isNull();
    }

    @Test
    void showsABarForALoopAndUpdatesItInPlace() {
        run("int sum = 0;\nfor (int n : progress(List.of(1, 2, 3))) sum += n;");
        assertThat(output.shown().getFirst().data().get("text/plain").toString()).contains("0 of 3");
        assertThat(output.shown().getLast().data().get("text/plain").toString()).contains("3 of 3");
        assertThat(shown("sum")).isEqualTo("6");
    }

    @Test
    void showsRecordsOfOneTypeAsATable() {
        run("record City(String name, int people) {}");
        var data = Objects.requireNonNull(run("List.of(new City(\"A<B\", 3), new City(\"C\", 4))").result()).data();
        assertThat(data.get("text/html").toString()).contains("<th>name</th>", "<td>A&lt;B</td>", "<td>4</td>");
    }

    @Test
    void tellsWhatAStartUpScriptCouldNotDo() {
        session.start("int fromScript = 5;");
        assertThat(shown("fromScript")).isEqualTo("5");
        session.start("int wrong = ;");
        run("1");
        assertThat(output.err()).contains("start-up script failed", "illegal start of expression");
    }

    @Test
    void evaluatesSourceFromWithinACell() {
        assertThat(shown("int seven = 7;\n(int) eval(\"seven * 6\")")).isEqualTo("42");
    }

    @Test
    void tellsWhyEvaluatedSourceFailed() {
        assertThat(FailureText.of(failure("eval(\"int x = ;\")")).value()).isEqualTo("illegal start of expression");
        assertThat(FailureText.of(failure("%time 1 / 0")).name()).isEqualTo("java.lang.ArithmeticException");
    }

    @Test
    void runsMagicsBetweenLinesOfJava() {
        assertThat(shown("int n = 5;\n%time n++\nn % 4")).isEqualTo("2");
        assertThat(output.out()).startsWith("Wall time: ");
    }

    @Test
    void refusesAMagicThatDoesNotExistByNamingThoseThatDo() {
        assertThat(FailureText.of(failure("%tiem x")).value()).contains("%tiem", "%time ");
    }

    @Test
    void runsCellsThatUseTheVectorApi() {
        assertThat(shown("jdk.incubator.vector.IntVector.SPECIES_128.length()")).isEqualTo("4");
    }

    @Test
    void givesTheSourceThatAStatementNeedsToRunAgainElsewhere() {
        run("int travels = 7;\nString text = \"a \\\"b\\\"\\n\";\nvar stays = new ArrayList<String>();");
        run("class Base { int seven() { return half(2 * travels); } }\nclass Child extends Base { String t = text; }\n"
                + "class Other {}\nint half(int n) { return n / 2; }");
        run("List.of(\"mark\", new Child().seven(), stays);");

        String source = Objects.requireNonNull(session.excerpt(statement -> statement.contains("mark")));
        assertThat(source)
                .contains("class Base", "class Child", "int half(", "int travels = 7;", "import java.util.*;")
                .contains("String text = \"a \\\"b\\\"\\012\";")
                .doesNotContain("class Other", "ArrayList");
        assertThat(session.excerpt(statement -> statement.contains("nothing of the kind"))).isNull();
    }

    private Outcome run(String text) {
        output = new Recorded();
        return session.execute(text, ++cell, output);
    }

    private String shown(String text) {
        Outcome outcome = run(text);
        assertThat(outcome.failure()).isNull();
        return (String) Objects.requireNonNull(outcome.result()).data().get(DisplayBundle.PLAIN);
    }

    private CellFailure failure(String text) {
        return Objects.requireNonNull(run(text).failure(), "the cell should have failed");
    }
}
