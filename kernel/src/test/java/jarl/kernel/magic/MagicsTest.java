package jarl.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import jarl.kernel.JavaSession;
import jarl.kernel.Outcome;
import jarl.kernel.Recorded;
import jarl.kernel.SessionOptions;
import jarl.kernel.java.FailureText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Magics")
@Timeout(60)
class MagicsTest {
    private static JavaSession session;
    private Recorded output = new Recorded();

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        session = JavaSession.open(SessionOptions.standard());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void listThemselvesWithTheirPurpose() {
        assertThat(plain("%lsmagic")).contains("%time JAVA", "%%bash", "how long Java takes, once");
    }

    @Test
    void runAScriptAndKeepItsStreamsApart() {
        ok("%%bash\necho out\necho err >&2");
        assertThat(output.out()).isEqualTo("out\n");
        assertThat(output.err()).isEqualTo("err\n");
    }

    @Test
    void giveScriptsTheEnvironmentThatWasSet() {
        ok("%env GREETING=hello there");
        ok("%%sh\necho $GREETING");
        assertThat(output.out()).isEqualTo("hello there\n");
        assertThat(plain("%env GREETING")).isEqualTo("hello there");
    }

    @Test
    void failWhereTheirScriptFails() {
        assertThat(error("%%bash\nexit 3")).isEqualTo("bash ended with status 3");
    }

    @Test
    void showTextInItsFormat() {
        var data = Objects.requireNonNull(ok("%%html\n<b>bold</b>").result()).data();
        assertThat(data).containsEntry("text/html", "<b>bold</b>").containsEntry("text/plain", "<b>bold</b>");
    }

    @Test
    void writeFilesAndAddToThem() throws IOException {
        Path file = folder.resolve("note.txt");
        ok("%%writefile " + file + "\none\n");
        ok("%%writefile -a " + file + "\ntwo\n");
        assertThat(file).hasContent("one\ntwo\n");
        assertThat(output.out()).isEqualTo("Appended to " + file + "\n");
    }

    @Test
    void loadAFileOfStatementsAndANotebook() throws IOException {
        Files.writeString(folder.resolve("defs.jshell"), "int fromFile = 11;\nint more() { return fromFile + 1; }\n");
        Files.writeString(folder.resolve("defs.ipynb"), """
                {"cells": [{"cell_type": "markdown", "source": "no Java"},
                           {"cell_type": "code", "source": ["int fromNotebook = 12;\\n", "fromNotebook++;"]}]}""");
        ok("%load " + folder.resolve("defs.jshell"));
        ok("%load " + folder.resolve("defs.ipynb"));
        assertThat(plain("more() + fromNotebook")).isEqualTo("25");
        assertThat(error("%load nowhere.jshell")).startsWith("There is no file").endsWith("nowhere.jshell");
    }

    @Test
    void loadStatementsFromTheWeb() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/defs.jshell", exchange -> {
            byte[] body = "int fromTheWeb = 13;".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        try {
            ok("%load " + address + "/defs.jshell");
            assertThat(plain("fromTheWeb")).isEqualTo("13");
            assertThat(error("%load " + address + "/nothing")).endsWith("/nothing answered with status 404");
        } finally {
            server.stop(0);
        }
        assertThat(error("%load " + address + "/defs.jshell")).contains("cannot be read");
    }

    @Test
    void giveTheirValueToAVariable() throws IOException, InterruptedException {
        library();
        ok("List<String> added = %jars " + folder + "/*.jar\nint count = added.size();");
        assertThat(plain("count + \" \" + added.getFirst().endsWith(\"added.jar\")")).isEqualTo("1 true");
    }

    @Test
    void areUnderstoodByEvalAndByName() {
        assertThat(plain("eval(\"%env HOME_OF_MAGIC=here\\n%env HOME_OF_MAGIC\")")).isEqualTo("here");
        assertThat(plain("String home = lineMagic(\"env\", List.of(\"HOME_OF_MAGIC\"));\nhome")).isEqualTo("here");
        ok("cellMagic(\"sh\", List.of(), \"echo $HOME_OF_MAGIC\");");
        assertThat(output.out()).isEqualTo("here\n");
    }

    @Test
    void listVariablesWithTypeAndValue() {
        ok("int apples = 3;\nvar names = List.of(\"Ada\", \"Bo\");");
        assertThat(plain("%vars")).containsPattern("apples\\s+int\\s+3").containsPattern("names\\s+List<String>\\s+\\[Ada, Bo]");
    }

    @Test
    void tellOfVariablesThatHoldMemoryOutsideOfTheHeap() {
        ok("import java.nio.*;\nvar buffer = ByteBuffer.allocateDirect(2048).asFloatBuffer();\nvar heap = new byte[9];\n"
                + "var segment = java.lang.foreign.Arena.ofAuto().allocate(3 * 1024 * 1024);");
        assertThat(plain("%vars")).containsPattern("buffer .* 2\\.0 KiB").containsPattern("segment .* 3\\.0 MiB")
                .doesNotContainPattern("heap .* 9 B");
    }

    @Test
    void forgetDeclarationsButNotImports() {
        ok("int gone = 1;\nimport java.util.concurrent.atomic.*;");
        ok("1 + 1");
        ok("%reset");
        for (int i = 0; i < 20; i++) {
            ok("1 + 1"); // results of before are forgotten already
        }
        assertThat(error("gone")).startsWith("cannot find symbol");
        assertThat(plain("new AtomicInteger(4)")).isEqualTo("4");
    }

    @Test
    void printTheLastCells() {
        ok("int historical = 1;");
        ok("%history 1");
        assertThat(output.out()).isEqualTo("int historical = 1;\n");
    }

    @Test
    void addAJarToTheClassPath() throws IOException, InterruptedException {
        Path jar = library();
        ok("%jars " + folder + "/*.jar");
        assertThat(plain("new addition.Added().hello()")).isEqualTo("hello");
        assertThat(plain("%classpath")).contains(jar.toString());
        assertThat(error("%classpath no/such.jar")).startsWith("Nothing matches").endsWith("no/such.jar");
    }

    @Test
    void refuseAFileThatIsNotAJar() throws IOException {
        Path broken = Files.createFile(folder.resolve("broken.jar"));
        assertThat(error("%jars " + broken)).startsWith(broken + " is not a jar");
        assertThat(plain("1 + 1")).isEqualTo("2");
    }

    @Test
    void addALibraryOfARepositoryWithAllItNeeds() throws IOException, InterruptedException {
        Path library = library();
        deploy("orchard", "needed", "1.0", library, "");
        deploy("orchard", "asked", "2.0", Files.copy(library, folder.resolve("copy.jar")), """
                <dependencies><dependency>
                  <groupId>orchard</groupId><artifactId>needed</artifactId><version>1.0</version>
                </dependency></dependencies>""");
        ok("%mavenRepo orchard " + folder.resolve("repository").toUri());
        withOwnLocalRepository(() -> ok("%maven orchard:asked:2.0"));
        assertThat(output.out()).contains("downloaded asked-2.0.jar", "downloaded needed-1.0.jar", "from orchard");
        assertThat(plain("%classpath")).contains("asked-2.0.jar", "needed-1.0.jar");
        deploy("orchard", "asked", "2.1", library, "");
        withOwnLocalRepository(() -> ok("%maven orchard:asked:2.1"));
        assertThat(output.err()).isEqualTo("conflict: asked-2.1.jar was asked for, but asked-2.0.jar is there already and wins\n");
        assertThat(error("%maven nonsense")).startsWith("%maven nonsense: ").contains("nonsense");
    }

    @Test
    void addWhatAPomDependsOnByTheRulesOfItsParent() throws IOException, InterruptedException {
        Path library = library();
        deploy("forest", "managed", "1.5", library, "");
        deploy("forest", "testing", "1.0", library, "");
        String repository = "<repositories><repository><id>forest</id><url>"
                + folder.resolve("repository").toUri() + "</url></repository></repositories>";
        Files.writeString(folder.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>own</groupId><artifactId>parent</artifactId>
                <version>1</version><packaging>pom</packaging>%s
                <properties><managed.version>1.5</managed.version></properties>
                <dependencyManagement><dependencies><dependency><groupId>forest</groupId>
                <artifactId>managed</artifactId><version>${managed.version}</version></dependency></dependencies>
                </dependencyManagement></project>""".formatted(repository));
        Path pom = Files.createDirectory(folder.resolve("module")).resolve("pom.xml");
        Files.writeString(pom, """
                <project><modelVersion>4.0.0</modelVersion><parent><groupId>own</groupId><artifactId>parent</artifactId>
                <version>1</version></parent><artifactId>module</artifactId><dependencies>
                <dependency><groupId>forest</groupId><artifactId>managed</artifactId></dependency>
                <dependency><groupId>forest</groupId><artifactId>testing</artifactId><version>1.0</version>
                <scope>test</scope></dependency></dependencies></project>""");
        withOwnLocalRepository(() -> ok("%loadFromPOM " + pom));
        assertThat(plain("%classpath")).contains("managed-1.5.jar").doesNotContain("testing-1.0.jar");
        assertThat(error("%loadFromPOM " + folder.resolve("none.xml"))).startsWith("There is no POM");
    }

    @Test
    void addWhatAReadmeTellsToPasteIntoAPom() throws IOException, InterruptedException {
        deploy("meadow", "pasted", "3.0", library(), "");
        withOwnLocalRepository(() -> ok("""
                %%%%loadFromPOM
                <repository><id>meadow</id><url>%s</url></repository>
                <dependency>
                  <groupId>meadow</groupId><artifactId>pasted</artifactId><version>3.0</version>
                </dependency>""".formatted(folder.resolve("repository").toUri())));
        assertThat(plain("%classpath")).contains("pasted-3.0.jar");
        assertThat(error("%%loadFromPOM\n<project><nothing</project>")).startsWith("The POM of this cell: ");
    }

    private void withOwnLocalRepository(Runnable work) {
        String before = System.setProperty("maven.repo.local", folder.resolve("local").toString());
        try {
            work.run();
        } finally {
            if (before == null) {
                System.clearProperty("maven.repo.local");
            } else {
                System.setProperty("maven.repo.local", before);
            }
        }
    }

    private void deploy(String group, String artifact, String version, Path jar, String more) throws IOException {
        Path target = folder.resolve("repository").resolve(group).resolve(artifact).resolve(version);
        Files.createDirectories(target);
        Files.copy(jar, target.resolve(artifact + "-" + version + ".jar"));
        Files.writeString(target.resolve(artifact + "-" + version + ".pom"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                <version>%s</version>%s</project>""".formatted(group, artifact, version, more));
    }

    @Test
    void timeAStatementOverManyRuns() {
        ok("%timeit Math.sqrt(2)");
        assertThat(output.out()).contains("per loop", "median of 7 batches");
    }

    @Test
    void doNotMistakeARemainderForAMagic() {
        assertThat(plain("int ls = 7, n = 25;\nint r = n\n    %ls;\nr")).isEqualTo("4");
    }

    private Path library() throws IOException, InterruptedException {
        Path source = folder.resolve("Added.java");
        Files.writeString(source, "package addition; public class Added { public String hello() { return \"hello\"; } }");
        Path jar = folder.resolve("added.jar");
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        run(bin.resolve("javac").toString(), "-d", folder.resolve("classes").toString(), source.toString());
        run(bin.resolve("jar").toString(), "cf", jar.toString(), "-C", folder.resolve("classes").toString(), ".");
        return jar;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private Outcome ok(String text) {
        Outcome outcome = run(text);
        assertThat(outcome.failure()).isNull();
        return outcome;
    }

    private String plain(String text) {
        return (String) Objects.requireNonNull(ok(text).result()).data().get("text/plain");
    }

    private String error(String text) {
        return FailureText.of(Objects.requireNonNull(run(text).failure(), "it should have failed")).value();
    }

    private Outcome run(String text) {
        output = new Recorded();
        return session.execute(text, 1, output);
    }
}
