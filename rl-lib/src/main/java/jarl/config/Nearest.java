package jarl.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that a person most likely meant. Every "did you mean" of the library comes from here.
public final class Nearest {
    /// Beyond this a name is no typing error, and comparing would only cost time.
    private static final int LONGEST = 100;

    private Nearest() {}

    /// The known name with the fewest slips from `name`: a letter left out, added, replaced, or two swapped; case and
    /// `-` for `_` count for nothing. At most one slip in three letters, else nothing is near.
    public static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String candidate : known) {
            if (candidate.length() > LONGEST) {
                continue;
            }
            int slips = slips(plain(name), plain(candidate));
            if (slips < fewest && slips <= allowed(name, candidate)) {
                best = candidate;
                fewest = slips;
            }
        }
        return Optional.ofNullable(best);
    }

    /// `; did you mean "width"?`, or nothing where nothing is near.
    public static String suggestion(String name, Collection<String> known) {
        return to(name, known).map(near -> "; did you mean \"" + near + "\"?").orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static int allowed(String name, String candidate) {
        return Math.max(1, Math.min(name.length(), candidate.length()) / 3);
    }

    /// Optimal string alignment distance: Levenshtein's, with neighbours swapped as one slip.
    private static int slips(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
