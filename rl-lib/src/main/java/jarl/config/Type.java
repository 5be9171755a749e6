package jarl.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may stand at a place of the config. Most places are free; a schema makes them narrower.
sealed interface Type {
    /// Whether null may stand there.
    boolean optional();

    /// Anything.
    enum Free implements Type {
        FREE;

        @Override
        public boolean optional() {
            return true;
        }
    }

    enum Kind {
        INT("a whole number"),
        FLOAT("a number"),
        BOOL("true or false"),
        TEXT("text");

        final String noun;

        Kind(String noun) {
            this.noun = noun;
        }
    }

    record Scalar(Kind kind, boolean optional) implements Type {}

    /// One of a few words.
    ///
    /// @param anyCase whether `tanh` and `TANH` are one word
    record Choice(List<String> words, boolean anyCase, boolean optional) implements Type {}

    /// Whatever a [Schedule] can be written as.
    record Rate(boolean optional) implements Type {}

    record ListOf(Type element, boolean optional) implements Type {}

    record MapOf(Type element, boolean optional) implements Type {}

    /// Known keys with a type and a default each; no others.
    ///
    /// @param extras keys that are allowed beside, without default
    record Section(String name, Map<String, Field> fields, Set<String> extras, boolean optional) implements Type {}

    /// A key of a section.
    ///
    /// @param value the default as plain value; `???` where there is none
    record Field(Type type, @Nullable Object value) {}

    /// What the type wants, for a sentence.
    default String noun() {
        return switch (this) {
            case Free free -> "anything";
            case Scalar scalar -> scalar.kind().noun;
            case Choice choice -> "one of " + String.join(", ", choice.words());
            case Rate rate -> "a number, linear:FROM:TO, exponential:FROM:TO or a map from progress to value";
            case ListOf list -> "a list";
            case MapOf map -> "a map";
            case Section section -> "the keys of " + section.name();
        };
    }
}
