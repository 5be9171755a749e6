package jarl.env;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// What somebody may have meant.
final class Nearest {
    private Nearest() {}

    /// `; did you mean "CartPole-v1"?`, or nothing where no name is near.
    static String hint(String meant, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(meant, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(meant, name)))
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }

    /// Levenshtein's, blind to case.
    private static int distance(String a, String b) {
        String from = a.toLowerCase(Locale.ROOT);
        String to = b.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        java.util.Arrays.setAll(row, j -> j);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
