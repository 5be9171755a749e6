package jarl.config;

import jarl.config.Expression.Call;
import jarl.config.Expression.Entries;
import jarl.config.Expression.Entry;
import jarl.config.Expression.Items;
import jarl.config.Expression.Joined;
import jarl.config.Expression.Literal;
import jarl.config.Expression.Reference;
import jarl.config.Token.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads text with interpolations: `${a.b}`, `${..a}`, `${oc.env:HOME,${b}}`, escaped as `\${a}`.
final class InterpolationParser {
    private static final Set<Kind> IN_KEY = EnumSet.of(
            Kind.ID, Kind.NULL, Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.PLAIN, Kind.ESCAPE, Kind.SPACE);
    private static final Pattern BEFORE_INTERPOLATION = Pattern.compile("(\\\\*+)\\$\\{");
    private static final String NOT_IN_KEY = "\\{}()[]:. \t'\"";

    private final String text;
    private final Origin origin;
    private final ValueLexer lexer;
    private int at;

    private InterpolationParser(String text, Origin origin) {
        this.text = text;
        this.origin = origin;
        this.lexer = new ValueLexer(text, false);
    }

    /// Text with interpolations in it.
    ///
    /// @throws ConfigException of kind `interpolation_syntax`
    static Expression text(String text, Origin origin) {
        return new InterpolationParser(text, origin).pieces('\0', 0);
    }

    /// A value on its own, for `oc.decode`.
    ///
    /// @throws ConfigException of kind `interpolation_syntax`
    static Expression value(String text, Origin origin) {
        InterpolationParser parser = new InterpolationParser(text, origin);
        Expression value = parser.element(0);
        if (parser.at < text.length()) {
            throw parser.wrong("\"" + text.substring(parser.at) + "\" is left over");
        }
        return value;
    }

    /// What [#text] reads as this very text, whatever stands in it.
    static String escaped(String text) {
        return BEFORE_INTERPOLATION.matcher(text).replaceAll("$1$1\\\\\\${");
    }

    /// Refuses what [#text] cannot read.
    static void check(String text, Origin origin) {
        text(text, origin);
    }

    /// Text up to the quote, or to the end where there is none; a lone interpolation keeps its type.
    private Expression pieces(char quote, int depth) {
        Limits.nesting(depth, "An interpolation");
        List<Expression> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                backslashes(quote, plain);
            } else if (text.startsWith("${", at)) {
                addText(pieces, plain);
                pieces.add(interpolation(depth));
            } else {
                plain.append(text.charAt(at++));
            }
        }
        addText(pieces, plain);
        if (pieces.isEmpty()) {
            return new Literal("");
        }
        return pieces.size() == 1 ? pieces.getFirst() : new Joined(pieces);
    }

    /// Backslashes count only before `${` and before the quote that would close the text: there two stand for one,
    /// and a single one takes the meaning of what follows away.
    private void backslashes(char quote, StringBuilder plain) {
        int start = at;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        int count = at - start;
        boolean interpolation = text.startsWith("${", at);
        boolean closing = quote != '\0' && at < text.length() && text.charAt(at) == quote;
        if (!interpolation && !closing) {
            plain.repeat('\\', count);
            return;
        }
        plain.repeat('\\', count / 2);
        if (count % 2 == 1) {
            plain.append(interpolation ? "${" : String.valueOf(quote));
            at += interpolation ? 2 : 1;
        }
    }

    private static void addText(List<Expression> pieces, StringBuilder plain) {
        if (!plain.isEmpty()) {
            pieces.add(new Literal(plain.toString()));
            plain.setLength(0);
        }
    }

    private Expression interpolation(int depth) {
        Limits.nesting(depth, "An interpolation");
        int start = at;
        at += 2;
        skipSpace();
        List<Expression> pieces = new ArrayList<>();
        boolean callable = peek() != '.'; // leading dots: a key seen from here
        while (peek() == '.') {
            pieces.add(new Literal("."));
            at++;
        }
        while (true) {
            int before = at;
            skipSpace();
            char c = peek();
            if (c == '}' && !pieces.isEmpty() && !endsWithDot(pieces)) {
                at++;
                return new Reference(pieces);
            }
            if (c == ':' && callable && !pieces.isEmpty() && !endsWithDot(pieces)) {
                at++;
                skipSpace();
                List<Expression> name = new ArrayList<>(pieces);
                return new Call(name, arguments(depth));
            }
            if (at > before) {
                throw wrong("a key cannot hold a blank");
            }
            callable &= piece(pieces, depth, start);
        }
    }

    private static boolean endsWithDot(List<Expression> pieces) {
        return pieces.getLast() instanceof Literal(Object value) && ".".equals(value);
    }

    /// One step of a key: a dot, a name, a name in brackets, or an interpolation.
    ///
    /// @return whether the name of a resolver may be made of it
    private boolean piece(List<Expression> pieces, int depth, int start) {
        char c = peek();
        if (c == '\0') {
            at = start;
            throw wrong("${ is not closed with }");
        }
        if (c == '.') {
            if (endsWithDot(pieces)) {
                throw wrong("a key is missing between two dots");
            }
            at++;
            pieces.add(new Literal("."));
            return true;
        }
        boolean bracket = c == '[';
        if (!bracket && !pieces.isEmpty() && !endsWithDot(pieces)) {
            throw wrong("\"" + c + "\" cannot stand in a key");
        }
        if (bracket) {
            at++;
            skipSpace();
            pieces.add(new Literal("["));
        }
        boolean word = true;
        if (text.startsWith("${", at)) {
            pieces.add(interpolation(depth + 1));
        } else {
            String name = name();
            word = !name.isEmpty() && name.chars().allMatch(letter ->
                    letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-'))
                    && !Character.isDigit(name.charAt(0)) && name.charAt(0) != '-';
            pieces.add(new Literal(name));
        }
        if (bracket) {
            skipSpace();
            if (peek() != ']') {
                throw wrong("the bracket in a key is not closed");
            }
            at++;
            pieces.add(new Literal("]"));
        }
        return word && !bracket;
    }

    private String name() {
        int start = at;
        while (at < text.length() && NOT_IN_KEY.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw wrong(peek() == '\0' ? "${ is not closed with }" : "a key is wanted before \"" + peek() + "\"");
        }
        return text.substring(start, at);
    }

    /// The arguments of a resolver up to its `}`; one left out is the empty text.
    private List<Expression> arguments(int depth) {
        List<Expression> args = sequence(Kind.BRACE_CLOSE, depth);
        at = lexer.next(at).end();
        return args;
    }

    private List<Expression> sequence(Kind close, int depth) {
        List<Expression> items = new ArrayList<>();
        boolean wanted = false;
        while (!lexer.next(at).is(close)) {
            Token token = lexer.next(at);
            if (token.is(Kind.COMMA)) {
                if (wanted || items.isEmpty()) {
                    items.add(new Literal(""));
                }
                at = token.end();
                wanted = true;
            } else if (wanted || items.isEmpty()) {
                items.add(element(depth + 1));
                wanted = false;
            } else {
                throw wrong("a comma is wanted between values");
            }
        }
        if (wanted) {
            items.add(new Literal(""));
        }
        return items;
    }

    private Expression element(int depth) {
        Limits.nesting(depth, "An interpolation");
        char c = peek();
        if (c == '\'' || c == '"') {
            return quoted(c, depth);
        }
        Token token = lexer.next(at);
        return switch (token.kind()) {
            case BRACKET_OPEN -> {
                at = token.end();
                List<Expression> items = sequence(Kind.BRACKET_CLOSE, depth);
                at = lexer.next(at).end();
                yield new Items(items);
            }
            case BRACE_OPEN -> map(token, depth);
            default -> primitive(depth);
        };
    }

    private Expression quoted(char quote, int depth) {
        int start = at++;
        Expression inside = pieces(quote, depth + 1);
        if (peek() != quote) {
            at = start;
            throw wrong("the quote is not closed");
        }
        at++;
        // "${a}" in quotes is what a holds, as text
        return inside instanceof Literal ? inside : new Joined(List.of(inside));
    }

    private Expression map(Token open, int depth) {
        at = open.end();
        List<Entry> entries = new ArrayList<>();
        while (!lexer.next(at).is(Kind.BRACE_CLOSE)) {
            if (!entries.isEmpty()) {
                take(Kind.COMMA, "the map is not closed with }");
            }
            Object key = key();
            take(Kind.COLON, "a key of the map has no value");
            entries.add(new Entry(key, element(depth + 1)));
        }
        at = lexer.next(at).end();
        return new Entries(entries);
    }

    private @Nullable Object key() {
        List<Token> run = new ArrayList<>();
        for (Token token = lexer.next(at); IN_KEY.contains(token.kind()); token = lexer.next(at)) {
            run.add(token);
            at = token.end();
        }
        if (run.isEmpty()) {
            throw wrong("a key is wanted");
        }
        return run.size() == 1 ? OverrideParser.single(run.getFirst()) : OverrideParser.joined(run);
    }

    private void take(Kind kind, String problem) {
        Token token = lexer.next(at);
        if (!token.is(kind)) {
            throw wrong(problem);
        }
        at = token.end();
    }

    /// A run of words, signs and interpolations; alone each keeps its type.
    private Expression primitive(int depth) {
        List<Expression> pieces = new ArrayList<>();
        List<Token> run = new ArrayList<>();
        while (true) {
            if (text.startsWith("${", at)) {
                addRun(pieces, run);
                pieces.add(interpolation(depth + 1));
                continue;
            }
            Token token = lexer.next(at);
            if (!IN_KEY.contains(token.kind()) && !token.is(Kind.COLON)) {
                break;
            }
            run.add(token);
            at = token.end();
        }
        if (pieces.isEmpty() && run.size() == 1) {
            return new Literal(OverrideParser.single(run.getFirst()));
        }
        addRun(pieces, run);
        if (pieces.isEmpty()) {
            throw wrong(peek() == '\0' ? "it ends too early; ${ is not closed with }"
                    : "\"" + text.substring(at, text.offsetByCodePoints(at, 1)) + "\" cannot stand there; quote it");
        }
        return pieces.size() == 1 ? pieces.getFirst() : new Joined(pieces);
    }

    private static void addRun(List<Expression> pieces, List<Token> run) {
        if (!run.isEmpty()) {
            pieces.add(new Literal(OverrideParser.joined(run)));
            run.clear();
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private ConfigException wrong(String problem) {
        return new ConfigException(ErrorKind.INTERPOLATION_SYNTAX, "Cannot read the interpolation " + origin.in() + ": "
                + problem + ".\n" + Caret.under(text, Math.min(at, text.length()), 1)
                + "\nWrite \\${ for a ${ that is meant as text.");
    }
}
