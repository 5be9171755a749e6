package jarl.kernel;

import java.util.ArrayList;
import java.util.List;
import jarl.kernel.display.DisplayBundle;

/// What a cell brought forth, for tests to look at.
public class Recorded implements CellOutput {
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final List<DisplayBundle> shown = new ArrayList<>();

    @Override
    public void print(boolean toError, String text) {
        (toError ? err : out).append(text);
    }

    @Override
    public synchronized void show(String id, DisplayBundle bundle) {
        shown.add(bundle);
    }

    @Override
    public void update(String id, DisplayBundle bundle) {
        show(id, bundle);
    }

    @Override
    public void clear(boolean wait) {
        print(false, "[cleared]");
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    public synchronized List<DisplayBundle> shown() {
        return List.copyOf(shown);
    }
}
