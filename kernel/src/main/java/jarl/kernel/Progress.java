package jarl.kernel;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.display.DisplayHandle;

/// A bar that grows while a loop runs, updated in place a few times a second.
final class Progress<T> implements Iterator<T> {
    private static final Duration PACE = Duration.ofMillis(250);
    private static final int WIDTH = 40; // characters of the plain bar

    private final Iterator<T> values;
    private final int total; // -1: unknown
    private final long start = System.nanoTime();
    private final DisplayHandle handle;
    private int done = -1; // the first next() begins, it does not finish
    private long shownAt = start;

    Progress(Iterable<T> iterable) {
        values = iterable.iterator();
        total = iterable instanceof Collection<?> collection ? collection.size() : -1;
        handle = Display.show(bar(0));
    }

    @Override
    public boolean hasNext() {
        boolean more = values.hasNext();
        if (!more) {
            show(done + 1);
        }
        return more;
    }

    @Override
    public T next() {
        done++;
        if (System.nanoTime() - shownAt > PACE.toNanos()) {
            show(done);
        }
        return values.next();
    }

    private void show(int count) {
        shownAt = System.nanoTime();
        handle.update(bar(count));
    }

    private DisplayBundle bar(int count) {
        String text = words(count);
        if (total < 0) {
            return DisplayBundle.text(text);
        }
        int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * count / total);
        String plain = "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + text;
        return DisplayBundle.html("<progress max=\"" + total + "\" value=\"" + count + "\"></progress> " + text, plain);
    }

    private String words(int count) {
        double seconds = (System.nanoTime() - start) / 1e9;
        String head = total < 0 ? Integer.toString(count) : count + " of " + total;
        String left = count == 0 || count >= total ? ""
                : String.format(Locale.ROOT, ", %.0f s left", seconds / count * (total - count));
        return String.format(Locale.ROOT, "%s, %.1f s%s", head, seconds, left);
    }
}
