package jarl.network.torch;

import jarl.network.Layout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Parameters that lie side by side in the flat vector and move together.
///
/// @param offset of the first
/// @param size   how many
record Segment(int offset, int size) {

    /// One behind the last.
    int end() {
        return offset + size;
    }

    /// The parameters of these towers, as few segments as there can be.
    ///
    /// @param taken towers that have an optimizer; these join them
    /// @param names towers; none: all
    static List<Segment> of(Layout layout, Set<String> taken, String... names) {
        var known = new LinkedHashSet<String>();
        layout.parameters().forEach(parameter -> known.add(parameter.tower()));
        Set<String> chosen = names.length == 0 ? known : new LinkedHashSet<>(List.of(names));
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("No tower " + name + " to optimize; the network has " + known);
            }
            if (taken.contains(name)) {
                throw new IllegalArgumentException("Tower " + name + " already has an optimizer");
            }
        }
        taken.addAll(chosen);
        return merged(layout.parameters().stream()
                .filter(parameter -> chosen.contains(parameter.tower()))
                .toList());
    }

    private static List<Segment> merged(List<Layout.Parameter> parameters) {
        var segments = new ArrayList<Segment>();
        for (Layout.Parameter parameter : parameters) {
            if (!segments.isEmpty() && segments.getLast().end() == parameter.offset()) {
                Segment last = segments.removeLast();
                segments.add(new Segment(last.offset(), last.size() + parameter.size()));
            } else {
                segments.add(new Segment(parameter.offset(), parameter.size()));
            }
        }
        return segments;
    }
}
