package jarl.kernel.java;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What JShell calls a class, a method, a constructor or a field, taken apart.
///
/// @param owner      the class, qualified unless it is imported
/// @param member     null: the class itself; `<init>`: a constructor
/// @param parameters simple names of the parameters' types, null where there are none to have
record Signature(String owner, @Nullable String member, @Nullable List<String> parameters) {
    static final String CONSTRUCTOR = "<init>";

    private static final String CLASS = "((?:[a-z]\\w*\\.)*[A-Z]\\w*(?:\\.[A-Z]\\w*)*)";
    private static final Pattern METHOD = Pattern.compile("(?:.* )?" + CLASS + "\\.(\\w+)\\((.*)\\)");
    private static final Pattern CREATOR = Pattern.compile(CLASS + "\\((.*)\\)");
    private static final Pattern FIELD = Pattern.compile(CLASS + "\\.(\\w+):.*");
    private static final Pattern ALONE = Pattern.compile(CLASS);
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+ ?");
    private static final Pattern HEADER = Pattern.compile("\\([^()]*\\)(?=[.(])"); // a record's, within a longer name
    private static final Pattern ARGUMENTS = Pattern.compile("<[^<>]*>");
    private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    /// Takes a signature apart, as JShell writes it; null where the text has another form.
    static @Nullable Signature of(String text) {
        String plain = bare(text);
        while (ARGUMENTS.matcher(plain).find()) {
            plain = ARGUMENTS.matcher(plain).replaceAll("");
        }
        Matcher method = METHOD.matcher(plain);
        Matcher creator = CREATOR.matcher(plain);
        Matcher field = FIELD.matcher(plain);
        if (method.matches()) {
            return new Signature(method.group(1), method.group(2), types(method.group(3)));
        }
        if (creator.matches()) {
            return new Signature(creator.group(1), CONSTRUCTOR, types(creator.group(2)));
        }
        if (field.matches()) {
            return new Signature(field.group(1), field.group(2), null);
        }
        return ALONE.matcher(plain).matches() ? new Signature(plain, null, null) : null;
    }

    /// The text as a reader wants it: without annotations, packages, and what a record consists of.
    static String readable(String text) {
        return PACKAGES.matcher(bare(text)).replaceAll("");
    }

    private static String bare(String text) {
        return HEADER.matcher(ANNOTATION.matcher(Evaluator.plainName(text)).replaceAll("")).replaceAll("");
    }

    private static List<String> types(String parameters) {
        return parameters.isBlank() ? List.of() : Stream.of(parameters.split(",", -1)).map(Signature::type).toList();
    }

    /// The simple name of the type in `type name` or `type`.
    static String type(String parameter) {
        String type = parameter.strip().replaceFirst(" \\w+$", "").replace("...", "[]");
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
