package jarl.config;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Dates by the letters of C's `strftime`: `%Y-%m-%d_%H-%M-%S`.
final class Strftime {
    private Strftime() {}

    /// An unknown letter stays as it is written.
    static String format(String pattern, LocalDateTime moment) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c != '%' || at == pattern.length()) {
                text.append(c);
                continue;
            }
            char directive = pattern.charAt(at++);
            String letters = letters(directive);
            text.append(letters == null ? "%" + directive
                    : DateTimeFormatter.ofPattern(letters, Locale.ENGLISH).format(moment));
        }
        return text.toString();
    }

    private static @Nullable String letters(char directive) {
        return switch (directive) {
            case 'Y' -> "uuuu";
            case 'y' -> "uu";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'e' -> "ppd";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'f' -> "SSSSSS";
            case 'j' -> "DDD";
            case 'p' -> "a";
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'b', 'h' -> "MMM";
            case 'B' -> "MMMM";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'R' -> "HH:mm";
            case 'D' -> "MM/dd/uu";
            case 'c' -> "EEE MMM ppd HH:mm:ss uuuu";
            case 'x' -> "MM/dd/uu";
            case 'X' -> "HH:mm:ss";
            case 'n' -> "'\n'";
            case 't' -> "'\t'";
            case '%' -> "'%'";
            default -> null;
        };
    }
}
