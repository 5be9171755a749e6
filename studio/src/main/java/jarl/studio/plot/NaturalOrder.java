package jarl.studio.plot;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order in which people sort names: numbers inside them by their worth, so `policy_2` before `policy_10`.
public final class NaturalOrder implements Comparator<String> {
    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    @Override
    public int compare(String left, String right) {
        Matcher a = PART.matcher(left);
        Matcher b = PART.matcher(right);
        while (true) {
            boolean more = a.find();
            if (!b.find()) {
                return more ? 1 : left.compareTo(right);         // p02 and p2 differ too
            }
            if (!more) {
                return -1;
            }
            int order = part(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int part(String a, String b) {
        boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareToIgnoreCase(b);
    }
}
