package jarl.kernel.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/// Source that does again, in another session, what one statement of a cell did: all imports, the types and methods whose
/// names stand in it or in each other, and the statement.
///
/// Of variables only numbers, flags and texts come along, as the values they have now: what else a variable holds cannot
/// be written down, and evaluating its initializer again might do anything.
final class Excerpt {
    private static final Pattern WORD = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");

    private final List<Snippet> active;
    private final Function<VarSnippet, @Nullable Object> valueOf;

    Excerpt(JShell shell, Function<VarSnippet, @Nullable Object> valueOf) {
        active = shell.snippets().filter(snippet -> shell.status(snippet).isActive()).toList();
        this.valueOf = valueOf;
    }

    /// The source for the last statement of this kind; null if there is none.
    @Nullable String of(Predicate<String> statement) {
        return active.stream()
                .filter(Excerpt::isStatement)
                .map(Snippet::source)
                .filter(statement)
                .reduce((first, last) -> last)
                .map(this::with)
                .orElse(null);
    }

    private static boolean isStatement(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.STATEMENT || snippet.kind() == Snippet.Kind.EXPRESSION
                || (snippet instanceof VarSnippet var
                        && var.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND);
    }

    private String with(String statement) {
        Set<DeclarationSnippet> needed = needed(statement);
        Stream<String> imports = active.stream().filter(ImportSnippet.class::isInstance).map(Snippet::source);
        Stream<String> declarations = active.stream().filter(needed::contains).map(this::written);
        return Stream.of(imports, declarations, Stream.of(statement))
                .flatMap(Function.identity())
                .map(String::strip)
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Set<DeclarationSnippet> needed(String statement) {
        Set<DeclarationSnippet> needed = new LinkedHashSet<>();
        List<String> sources = new ArrayList<>(List.of(statement));
        while (!sources.isEmpty()) {
            Set<String> words = words(sources.removeLast());
            for (Snippet snippet : active) {
                if (snippet instanceof DeclarationSnippet declaration && travels(declaration)
                        && words.contains(declaration.name()) && needed.add(declaration)) {
                    sources.add(declaration.source());
                }
            }
        }
        return needed;
    }

    private static Set<String> words(String source) {
        return WORD.matcher(source).results().map(word -> word.group()).collect(Collectors.toCollection(HashSet::new));
    }

    private boolean travels(DeclarationSnippet declaration) {
        return switch (declaration) {
            case TypeDeclSnippet type -> true;
            case MethodSnippet method -> true;
            case VarSnippet variable -> literal(variable) != null;
            default -> false;
        };
    }

    private String written(Snippet snippet) {
        return snippet instanceof VarSnippet variable
                ? variable.typeName() + " " + variable.name() + " = " + literal(variable) + ";"
                : snippet.source();
    }

    private @Nullable String literal(VarSnippet variable) {
        return switch (valueOf.apply(variable)) {
            case Integer i -> i.toString();
            case Short s -> s.toString();
            case Byte b -> b.toString();
            case Long l -> l + "L";
            case Boolean b -> b.toString();
            case Float f -> "Float.parseFloat(\"" + f + "\")"; // NaN and infinities too
            case Double d -> "Double.parseDouble(\"" + d + "\")";
            case Character c -> "(char) " + (int) c;
            case String text -> quoted(text);
            case null, default -> null;
        };
    }

    private static String quoted(String text) {
        var literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            literal.append(escaped(text.charAt(i)));
        }
        return literal.append('"').toString();
    }

    private static String escaped(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        if (c < ' ') {
            return String.format("\\%03o", (int) c);
        }
        return c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
