package jarl.kernel.java;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jspecify.annotations.Nullable;

/// What an editor asks while Java is being written: how it may go on, what a name means, whether it is finished.
///
/// Positions are offsets in UTF-16 units of the text.
public final class Help {
    private static final int MAX_SIGNATURES = 20;

    private final Evaluator evaluator;
    private final LibraryDocs docs;

    public Help(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.docs = new LibraryDocs(evaluator.classLoader(),
                name -> analysis().listQualifiedNames(name, name.length()).getNames());
    }

    private SourceCodeAnalysis analysis() {
        return evaluator.analysis();
    }

    /// The ways to go on at `cursor`.
    ///
    /// @param from    where the text to be replaced begins; it ends at the cursor
    /// @param matches each way, true where its type is the one expected there; those come first
    public record Completions(int from, Map<String, Boolean> matches) {}

    /// How the text may go on at `cursor`.
    public Completions complete(String text, int cursor) {
        String code = inOneStatement(text.substring(0, cursor));
        int[] anchor = {code.length()};
        var matches = new TreeMap<String, Boolean>();
        for (Suggestion suggestion : analysis().completionSuggestions(code, code.length(), anchor)) {
            matches.merge(suggestion.continuation(), suggestion.matchesType(), Boolean::logicalOr);
        }
        return new Completions(cursor - (code.length() - anchor[0]), matches);
    }

    /// The text as one statement that ends alike: JShell helps with one only. The finished ones before become the
    /// beginning of a block, so that their variables are known though they have not run.
    private String inOneStatement(String text) {
        var before = new StringBuilder();
        String rest = text;
        var info = analysis().analyzeCompletion(rest);
        while (info.completeness() == Completeness.COMPLETE && !info.remaining().isBlank()) {
            String statement = info.source();
            boolean local = analysis().sourceToSnippets(statement).stream().allMatch(snippet -> switch (snippet.kind()) {
                case VAR, EXPRESSION, STATEMENT, TYPE_DECL -> true;
                case METHOD, IMPORT, ERRONEOUS -> false;
            });
            before.append(local ? statement : "");
            rest = info.remaining();
            info = analysis().analyzeCompletion(rest);
        }
        return before.isEmpty() ? rest : "{" + before + rest;
    }

    /// What stands at `cursor`: signatures, with the javadoc where it can be had; null where nothing is known.
    public @Nullable String describe(String text, int cursor) {
        int end = cursor;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        String code = inOneStatement(text.substring(0, end));
        List<Documentation> found = analysis().documentation(code, code.length(), true);
        if (found.isEmpty()) { // a method without its arguments is known only with its parenthesis
            found = analysis().documentation(code + "(", code.length() + 1, true);
        }
        String description = found.stream()
                .limit(MAX_SIGNATURES)
                .map(this::describe)
                .distinct()
                .collect(Collectors.joining("\n\n"));
        if (!description.isEmpty()) {
            return description;
        }
        return analysis().analyzeType(code, code.length());
    }

    private String describe(Documentation documentation) {
        String javadoc = documentation.javadoc() == null ? docs.of(documentation.signature()) : documentation.javadoc();
        String signature = Signature.readable(documentation.signature());
        return javadoc == null || javadoc.isBlank() ? signature : signature + "\n" + JavadocText.of(javadoc);
    }

    /// Whether text can be run as it stands.
    public sealed interface Finished {
        record Complete() implements Finished {}

        record Invalid() implements Finished {}

        /// More has to come.
        ///
        /// @param indent what the next line should begin with
        record Incomplete(String indent) implements Finished {}
    }

    /// The same as far as brackets tell, for who asks before a session is there to know more.
    public static Finished roughly(String text) {
        String indent = indent(text);
        return indent.isEmpty() ? new Finished.Complete() : new Finished.Incomplete(indent);
    }

    /// Whether `text` can be run as it stands.
    public Finished finished(String text) {
        var statements = new StringBuilder(); // each with its semicolon
        String rest = text;
        while (true) {
            var info = analysis().analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return judged(statements.toString());
                }
                case UNKNOWN -> {
                    return new Finished.Invalid();
                }
                case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
                    return new Finished.Incomplete(indent(text));
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    statements.append(info.source());
                    rest = info.remaining();
                }
            }
        }
    }

    private Finished judged(String statements) {
        boolean wrong = analysis().sourceToSnippets(statements).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
        return wrong ? new Finished.Invalid() : new Finished.Complete();
    }

    /// Four blanks for every bracket still open, brackets in text and comments left out roughly.
    private static String indent(String text) {
        String code = text.replaceAll("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'|//.*|(?s)/\\*.*?\\*/", "");
        long open = code.chars().filter(c -> "{([".indexOf(c) >= 0).count();
        long closed = code.chars().filter(c -> "})]".indexOf(c) >= 0).count();
        return "    ".repeat((int) Math.max(0, open - closed));
    }
}
