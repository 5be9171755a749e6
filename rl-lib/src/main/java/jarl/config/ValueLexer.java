package jarl.config;

import jarl.config.Token.Kind;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Cuts a value into tokens; the longest match wins, and among equals the first kind of [Token.Kind].
///
/// So `10k` is `10` and `k`, `1.2.3` is `1.2` and `.3`: neither is a number, and both become text. The same rules
/// serve overrides and the arguments of interpolations.
final class ValueLexer {
    private static final String PLAIN = "/-\\+.$%*@?|";
    private static final String ESCAPABLE = "\\()[]{}:=, \t";

    private final String text;
    private final boolean override;

    /// A lexer of one text.
    ///
    /// @param override whether the text is an override's value, which knows quoted text, `${…}`, `=` and parentheses
    ///                 as tokens, and not the inside of an interpolation
    ValueLexer(String text, boolean override) {
        this.text = text;
        this.override = override;
    }

    /// The token that begins at `at`; of kind NONE and empty if none does.
    Token next(int at) {
        if (at >= text.length()) {
            return new Token(Kind.END, "", at);
        }
        Token mark = mark(at);
        return mark != null ? mark : word(at);
    }

    /// Brackets, commas and colons swallow the blanks around them.
    private @Nullable Token mark(int at) {
        int first = afterSpace(at);
        char c = first < text.length() ? text.charAt(first) : 0;
        return switch (c) {
            case ',' -> token(Kind.COMMA, at, afterSpace(first + 1));
            case ':' -> token(Kind.COLON, at, afterSpace(first + 1));
            case ']' -> token(Kind.BRACKET_CLOSE, at, first + 1);
            case '}' -> token(Kind.BRACE_CLOSE, at, first + 1);
            case '[' -> first == at ? token(Kind.BRACKET_OPEN, at, afterSpace(at + 1)) : null;
            case '{' -> first == at ? token(Kind.BRACE_OPEN, at, afterSpace(at + 1)) : null;
            case '=' -> override ? token(Kind.EQUAL, at, afterSpace(first + 1)) : null;
            case '(' -> override ? token(Kind.PAREN_OPEN, at, afterSpace(first + 1)) : null;
            case ')' -> override ? token(Kind.PAREN_CLOSE, at, first + 1) : null;
            case '\'', '"' -> override && first == at ? quoted(at) : null;
            default -> null;
        };
    }

    private Token word(int at) {
        Token best = new Token(Kind.NONE, "", at);
        best = longer(best, Kind.FLOAT, at, afterSign(at, this::endOfFloat));
        best = longer(best, Kind.INT, at, afterSign(at, this::endOfInt));
        best = longer(best, Kind.BOOL, at, text.regionMatches(true, at, "true", 0, 4) ? at + 4
                : text.regionMatches(true, at, "false", 0, 5) ? at + 5 : -1);
        best = longer(best, Kind.NULL, at, text.regionMatches(true, at, "null", 0, 4) ? at + 4 : -1);
        best = longer(best, Kind.PLAIN, at, PLAIN.indexOf(text.charAt(at)) >= 0 ? at + 1 : -1);
        best = longer(best, Kind.ID, at, endOfId(at));
        best = longer(best, Kind.ESCAPE, at, endOfEscapes(at));
        best = longer(best, Kind.SPACE, at, afterSpace(at));
        if (override && text.startsWith("${", at)) {
            int close = text.indexOf('}', at);
            best = longer(best, Kind.INTERPOLATION, at, close > at + 2 ? close + 1 : -1);
        }
        return best;
    }

    private Token longer(Token best, Kind kind, int at, int end) {
        return end > best.end() ? token(kind, at, end) : best;
    }

    private Token token(Kind kind, int from, int to) {
        return new Token(kind, text.substring(from, to), from);
    }

    /// Up to the first quote that an even number of backslashes stands before.
    private Token quoted(int at) {
        char quote = text.charAt(at);
        int backslashes = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote && backslashes % 2 == 0) {
                return token(Kind.QUOTED, at, i + 1);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return new Token(Kind.NONE, "", at);
    }

    private int afterSpace(int at) {
        int i = at;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private int afterSign(int at, IntUnaryOperator end) {
        boolean signed = text.charAt(at) == '+' || text.charAt(at) == '-';
        return end.applyAsInt(signed ? at + 1 : at);
    }

    private int endOfEscapes(int at) {
        int i = at;
        while (i + 1 < text.length() && text.charAt(i) == '\\' && ESCAPABLE.indexOf(text.charAt(i + 1)) >= 0) {
            i += 2;
        }
        return i > at ? i : -1;
    }

    private int endOfId(int at) {
        if (!isLetter(at)) {
            return -1;
        }
        int i = at + 1;
        while (isLetter(i) || isDigit(i) || (i < text.length() && text.charAt(i) == '-')) {
            i++;
        }
        return i;
    }

    /// `0`, or digits that begin with another one, with single underscores between.
    private int endOfInt(int at) {
        if (!isDigit(at)) {
            return -1;
        }
        return text.charAt(at) == '0' ? at + 1 : endOfDigits(at);
    }

    private int endOfDigits(int at) {
        if (!isDigit(at)) {
            return -1;
        }
        int i = at + 1;
        while (isDigit(i) || (i < text.length() && text.charAt(i) == '_' && isDigit(i + 1))) {
            i++;
        }
        return i;
    }

    private int endOfFloat(int at) {
        if (at < text.length()) {
            String three = text.substring(at, Math.min(at + 3, text.length())).toLowerCase(Locale.ROOT);
            if (three.equals("inf") || three.equals("nan")) {
                return at + 3;
            }
        }
        int whole = endOfInt(at);
        int dot = whole < 0 ? at : whole;
        int mantissa = whole;
        int end = -1;
        if (dot < text.length() && text.charAt(dot) == '.') {
            int fraction = endOfDigits(dot + 1);
            mantissa = fraction >= 0 ? fraction : whole < 0 ? -1 : dot + 1;
            end = mantissa;
        }
        if (mantissa >= 0 && mantissa < text.length() && (text.charAt(mantissa) | 0x20) == 'e') {
            int digits = mantissa + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            end = Math.max(end, endOfDigits(digits));
        }
        return end;
    }

    private boolean isDigit(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private boolean isLetter(int i) {
        if (i >= text.length()) {
            return false;
        }
        char c = text.charAt(i);
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
