package jarl.kernel.java;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jarl.kernel.java.CellFailure.Problem;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/// What may have been meant by a name that nothing bears: a class that wants an import, or a name nearly the same.
final class Hints {
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(class|variable|method) (\\w+)");
    private static final int MAX_IMPORTS = 3;
    private static final Duration PATIENCE = Duration.ofMillis(500); // an error is not worth more

    private final JShell shell;
    private final Supplier<SourceCodeAnalysis> analysis;

    Hints(JShell shell, Supplier<SourceCodeAnalysis> analysis) {
        this.shell = shell;
        this.analysis = analysis;
    }

    /// The problem with a hint in its message, where there is one.
    Problem withHint(Problem problem) {
        Matcher symbol = SYMBOL.matcher(problem.message());
        if (!symbol.find()) {
            return problem;
        }
        Optional<String> hint = imports(symbol.group(2)).or(() -> nearest(symbol.group(1), symbol.group(2)));
        return hint.map(words -> new Problem(problem.cell(), problem.line(), problem.column(), problem.width(),
                problem.message() + "\n  " + words, problem.sourceLine())).orElse(problem);
    }

    private Optional<String> imports(String name) {
        if (!Character.isUpperCase(name.codePointAt(0))) {
            return Optional.empty();
        }
        List<String> found = qualified(name);
        // a public API first: java.util.List before com.sun.tools.javac.util.List
        List<String> imports = found.stream()
                .filter(each -> !each.startsWith("com.sun.") && !each.startsWith("sun.") && !each.startsWith("jdk."))
                .sorted(Comparator.comparingInt(String::length))
                .limit(MAX_IMPORTS)
                .map(each -> "import " + each + ";")
                .toList();
        return imports.isEmpty() ? Optional.empty() : Optional.of("missing: " + String.join(" or ", imports));
    }

    /// JShell gathers the names of all libraries in the background; the first error of a session may come before.
    private List<String> qualified(String name) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var names = analysis.get().listQualifiedNames(name, name.length());
        while (!names.isUpToDate() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            names = analysis.get().listQualifiedNames(name, name.length());
        }
        return names.getNames();
    }

    private Optional<String> nearest(String kind, String name) {
        Stream<String> names = switch (kind) {
            case "method" -> shell.methods().map(MethodSnippet::name);
            case "class" -> shell.types().map(TypeDeclSnippet::name);
            default -> Stream.concat(shell.variables().map(VarSnippet::name), shell.types().map(TypeDeclSnippet::name));
        };
        int most = Math.max(1, name.length() / 3);
        return names.distinct()
                .filter(each -> !each.startsWith("$") && distance(each, name) <= most)
                .min(Comparator.comparingInt(each -> distance(each, name)))
                .map(each -> "did you mean " + each + "?");
    }

    /// Levenshtein's: insertions, deletions and replacements from one word to the other.
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
