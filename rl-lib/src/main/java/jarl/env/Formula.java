package jarl.env;

import jarl.config.Nearest;
import java.util.List;

/// A small arithmetic expression over named variables: numbers, `+ - * / **`, a sign before, and parentheses.
/// Nothing else can be said in it, so that a formula from a config file can do no harm.
///
/// `**` binds strongest and to the right, as in Python: `-2 ** 2` is −4.
public final class Formula {
    private static final int LONGEST = 500; // characters
    private static final int DEEPEST = 100; // parentheses, signs and powers inside one another

    private final String text;
    private final Node root;

    private Formula(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /// Reads an expression.
    ///
    /// @param text      at most 500 characters
    /// @param variables what may be named in it
    /// @throws IllegalArgumentException if it is no expression; the message says where and what may be named
    public static Formula parse(String text, List<String> variables) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A formula has at most " + LONGEST + " characters; this one has " + text.length());
        }
        var parser = new Parser(text, variables);
        return new Formula(text, parser.whole());
    }

    /// The value.
    ///
    /// @param values of the variables, in the order they were named to [#parse]
    /// @throws ArithmeticException if the value is no finite number
    public double evaluate(double... values) {
        double value = value(root, values);
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("The formula \"" + text + "\" came to " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        return text;
    }

    private sealed interface Node {}

    private record Constant(double value) implements Node {}

    private record Variable(int index) implements Node {}

    private record Negated(Node of) implements Node {}

    private record Binary(char operator, Node left, Node right) implements Node {}

    private static double value(Node node, double[] values) {
        return switch (node) {
            case Constant(double value) -> value;
            case Variable(int index) -> values[index];
            case Negated(Node of) -> -value(of, values);
            case Binary(char operator, Node left, Node right) ->
                apply(operator, value(left, values), value(right, values));
        };
    }

    private static double apply(char operator, double left, double right) {
        return switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            case '^' -> Math.pow(left, right);
            default -> throw new IllegalStateException("Unknown operator " + operator);
        };
    }

    /// Recursive descent: sum, product, sign, power, atom.
    private static final class Parser {
        private final String text;
        private final List<String> variables;
        private int at;
        private int depth;

        Parser(String text, List<String> variables) {
            this.text = text;
            this.variables = variables;
        }

        Node whole() {
            Node sum = sum();
            if (at < text.length()) {
                throw error("what begins with '" + text.charAt(at) + "' cannot be read");
            }
            return sum;
        }

        private Node sum() {
            Node left = product();
            while (true) {
                if (take("+")) {
                    left = new Binary('+', left, product());
                } else if (take("-")) {
                    left = new Binary('-', left, product());
                } else {
                    return left;
                }
            }
        }

        private Node product() {
            Node left = sign();
            while (true) {
                if (take("/")) {
                    left = new Binary('/', left, sign());
                } else if (!lookingAt("**") && take("*")) {
                    left = new Binary('*', left, sign());
                } else {
                    return left;
                }
            }
        }

        private Node sign() {
            if (++depth > DEEPEST) {
                throw error("it is nested too deep");
            }
            Node node = take("-") ? new Negated(sign()) : take("+") ? sign() : power();
            depth--;
            return node;
        }

        private Node power() {
            Node base = atom();
            return take("**") ? new Binary('^', base, sign()) : base;
        }

        private Node atom() {
            skipBlanks();
            if (take("(")) {
                Node inside = sum();
                if (!take(")")) {
                    throw error("a parenthesis is not closed");
                }
                return inside;
            }
            int start = at;
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
                boolean exponent = "eE".indexOf(text.charAt(at - 1)) >= 0 && Character.isDigit(text.charAt(start));
                if (exponent && at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
            }
            String word = text.substring(start, at);
            skipBlanks();
            if (word.isEmpty()) {
                throw error("a number, a name or '(' is missing");
            }
            return Character.isLetter(word.charAt(0)) || word.charAt(0) == '_' ? variable(word) : number(word);
        }

        private Node variable(String word) {
            int index = variables.indexOf(word);
            if (index < 0) {
                throw error("\"" + word + "\" is unknown" + Nearest.suggestion(word, variables) + " It may name: "
                        + String.join(", ", variables));
            }
            return new Variable(index);
        }

        private Node number(String word) {
            if (!word.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                throw error("\"" + word + "\" is no number");
            }
            return new Constant(Double.parseDouble(word));
        }

        private static boolean isWord(char letter) {
            return Character.isLetterOrDigit(letter) || letter == '_' || letter == '.';
        }

        private boolean lookingAt(String symbol) {
            skipBlanks();
            return text.startsWith(symbol, at);
        }

        private boolean take(String symbol) {
            if (!lookingAt(symbol)) {
                return false;
            }
            at += symbol.length();
            skipBlanks();
            return true;
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private IllegalArgumentException error(String what) {
            return new IllegalArgumentException(
                    "The formula \"" + text + "\" goes wrong at character " + (at + 1) + ": " + what);
        }
    }
}
