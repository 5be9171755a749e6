package jarl.config;

import jarl.config.ParsedOverride.Action;
import jarl.config.Token.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads overrides: `key=value`, `+key=value`, `++key=value`, `~key`, `group@package=option`.
final class OverrideParser {
    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*+");
    private static final Pattern KEY = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*+");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*+");
    private static final Set<Kind> IN_KEY = EnumSet.of(
            Kind.ID, Kind.NULL, Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.PLAIN, Kind.ESCAPE, Kind.SPACE);
    private static final Set<Kind> IN_TEXT = EnumSet.copyOf(IN_KEY);

    static {
        IN_TEXT.add(Kind.COLON);
        IN_TEXT.add(Kind.INTERPOLATION);
    }

    private final String line;
    private final ValueLexer lexer;
    private Token token;

    private OverrideParser(String line) {
        this.line = line;
        this.lexer = new ValueLexer(line, true);
        this.token = new Token(Kind.NONE, "", 0);
    }

    /// Takes one override apart.
    ///
    /// @throws ConfigException of kind `override_syntax`, with a caret at the place
    static ParsedOverride parse(String line) {
        if (line.length() > Limits.OVERRIDE_LENGTH) {
            throw new ConfigException(ErrorKind.OVERRIDE_SYNTAX,
                    "An override is longer than " + Limits.OVERRIDE_LENGTH + " characters; put it into a YAML file.");
        }
        return new OverrideParser(line).override();
    }

    /// Whether [#parse] takes the line.
    static boolean reads(String line) {
        try {
            parse(line);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    /// A value alone, as it may stand after `=`; quotes are taken off.
    static @Nullable Object value(String text) {
        ParsedOverride parsed = parse("x=" + text);
        return parsed.plainValue();
    }

    private ParsedOverride override() {
        Action action = line.startsWith("++") ? Action.FORCE : line.startsWith("+") ? Action.ADD
                : line.startsWith("~") ? Action.DELETE : Action.CHANGE;
        int from = action.prefix.length();
        int equal = line.indexOf('=');
        int to = equal < 0 ? line.length() : equal;
        String target = line.substring(from, to);
        int at = target.indexOf('@');
        String key = at < 0 ? target : target.substring(0, at);
        checkKey(key, from, true);
        if (at >= 0) {
            checkKey(target.substring(at + 1), from + at + 1, false);
        }
        if (equal < 0 && action != Action.DELETE) {
            throw wrong("it has no =", "Write " + line + "=VALUE, or ~" + target + " to remove it", line.length(), 1);
        }
        String place = at < 0 ? null : target.substring(at + 1);
        return new ParsedOverride(line, action, key, place, equal < 0 ? null : valueAfter(equal), from);
    }

    private void checkKey(String key, int from, boolean group) {
        if (group && key.indexOf('/') >= 0) {
            int at = from;
            for (String part : key.split("/", -1)) {
                if (!ID.matcher(part).matches()) {
                    throw badKey(part, at);
                }
                at += part.length() + 1;
            }
            return;
        }
        String[] parts = key.split("\\.", -1);
        Limits.nesting(parts.length, "The key of an override");
        int at = from;
        for (String part : parts) {
            boolean empty = part.isEmpty() && parts.length == 1;
            boolean index = parts.length > 1 && INDEX.matcher(part).matches();
            if (!empty && !index && !KEY.matcher(part).matches()) {
                throw badKey(part, at);
            }
            at += part.length() + 1;
        }
    }

    private ConfigException badKey(String part, int at) {
        return wrong("\"" + part + "\" is no key",
                "A key is made of letters, digits, _ and -, with dots between keys and slashes between groups",
                at, part.length());
    }

    private @Nullable Object valueAfter(int equal) {
        int start = equal + 1;
        while (start < line.length() && (line.charAt(start) == ' ' || line.charAt(start) == '\t')) {
            start++;
        }
        moveTo(start);
        if (token.is(Kind.END)) {
            return "";
        }
        Object first = element(0);
        if (token.is(Kind.END)) {
            return first;
        }
        List<@Nullable Object> choices = new ArrayList<>();
        choices.add(first);
        while (token.is(Kind.COMMA)) {
            moveOn();
            choices.add(element(0));
        }
        if (!token.is(Kind.END)) {
            throw unexpected("Quote the value, or put a backslash before it");
        }
        return new Sweep.Choice(choices, true, false);
    }

    private @Nullable Object element(int depth) {
        Limits.nesting(depth, "The value of an override");
        return switch (token.kind()) {
            case BRACKET_OPEN -> list(depth);
            case BRACE_OPEN -> map(depth);
            case QUOTED -> {
                Quoted quoted = Quoted.read(token.text());
                moveOn();
                yield quoted;
            }
            case ID -> lexer.next(token.end()).is(Kind.PAREN_OPEN) ? function(depth) : primitive(IN_TEXT);
            default -> primitive(IN_TEXT);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        moveOn();
        while (!token.is(Kind.BRACKET_CLOSE)) {
            if (!items.isEmpty()) {
                expect(Kind.COMMA, "the list is not closed", "Close it with ]");
            }
            items.add(element(depth + 1));
        }
        moveOn();
        return items;
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        moveOn();
        boolean first = true;
        while (!token.is(Kind.BRACE_CLOSE)) {
            if (!first) {
                expect(Kind.COMMA, "the map is not closed", "Close it with }");
            }
            first = false;
            Object key = primitive(IN_KEY);
            expect(Kind.COLON, "a key of the map has no value", "Write {key: value}");
            entries.put(key, element(depth + 1));
        }
        moveOn();
        return entries;
    }

    private @Nullable Object function(int depth) {
        Token name = token;
        moveOn();
        moveOn();
        List<@Nullable Object> args = new ArrayList<>();
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        while (!token.is(Kind.PAREN_CLOSE)) {
            if (!args.isEmpty() || !named.isEmpty()) {
                expect(Kind.COMMA, name.text() + "( is not closed", "Close it with )");
            }
            if (token.is(Kind.ID) && lexer.next(token.end()).is(Kind.EQUAL)) {
                String parameter = token.text();
                moveOn();
                moveOn();
                named.put(parameter, element(depth + 1));
            } else if (named.isEmpty()) {
                args.add(element(depth + 1));
            } else {
                throw unexpected("Put arguments without a name first");
            }
        }
        moveOn();
        try {
            return OverrideFunctions.call(name.text(), args, named);
        } catch (IllegalArgumentException e) {
            throw wrong(name.text() + "(…) cannot be: " + e.getMessage(), "Known functions: "
                    + String.join(", ", OverrideFunctions.NAMES), name.start(), token.start() - name.start());
        }
    }

    /// A run of words and signs: alone a number, null or truth value may be meant; several are text.
    private @Nullable Object primitive(Set<Kind> allowed) {
        List<Token> run = new ArrayList<>();
        while (allowed.contains(token.kind())) {
            run.add(token);
            moveOn();
        }
        if (!run.isEmpty() && run.getFirst().is(Kind.SPACE)) {
            run.removeFirst();
        }
        if (!run.isEmpty() && run.getLast().is(Kind.SPACE)) {
            run.removeLast();
        }
        if (run.isEmpty()) {
            throw unexpected("A value is wanted here; quote it if it holds special characters");
        }
        return run.size() == 1 ? single(run.getFirst()) : joined(run);
    }

    static @Nullable Object single(Token token) {
        String text = token.text();
        return switch (token.kind()) {
            case INT -> Numbers.whole(text);
            case FLOAT -> Numbers.real(text);
            case BOOL -> text.equalsIgnoreCase("true");
            case NULL -> null;
            case ESCAPE -> unescaped(text);
            default -> text;
        };
    }

    static String joined(List<Token> run) {
        StringBuilder text = new StringBuilder();
        run.forEach(token -> text.append(token.is(Kind.ESCAPE) ? unescaped(token.text()) : token.text()));
        return text.toString();
    }

    static String unescaped(String escapes) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < escapes.length(); i += 2) {
            text.append(escapes.charAt(i));
        }
        return text.toString();
    }

    private void moveOn() {
        moveTo(token.end());
    }

    private void moveTo(int at) {
        token = lexer.next(at);
        if (token.is(Kind.NONE)) {
            char c = line.charAt(at);
            throw c == '\'' || c == '"' ? wrong("the quote is not closed", "Close it with another " + c, at, 1)
                    : wrong("\"" + line.substring(at, line.offsetByCodePoints(at, 1)) + "\" cannot stand there",
                            "Quote the value: " + line.substring(0, line.indexOf('=') + 1) + "'…'", at, 1);
        }
    }

    private void expect(Kind kind, String problem, String remedy) {
        if (!token.is(kind)) {
            throw wrong(problem, remedy, token.is(Kind.END) ? line.length() : token.start(), 1);
        }
        moveOn();
    }

    private ConfigException unexpected(String remedy) {
        return token.is(Kind.END)
                ? wrong("it ends too early", remedy, line.length(), 1)
                : wrong(
                        "\"" + token.text().strip() + "\" cannot stand there",
                        remedy,
                        token.start(),
                        token.text().length());
    }

    private ConfigException wrong(String problem, String remedy, int at, int length) {
        return new ConfigException(
                ErrorKind.OVERRIDE_SYNTAX,
                "Cannot read the override " + line + ": " + problem + ".\n" + Caret.under(line, at, length) + "\n"
                        + remedy + ".");
    }
}
