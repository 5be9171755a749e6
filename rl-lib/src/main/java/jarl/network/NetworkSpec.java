package jarl.network;

import java.util.List;
import java.util.random.RandomGenerator;

/// A multilayer perceptron with one torso (which may be empty) and several towers on it, whose outputs lie side by
/// side in the order of the towers.
///
/// @param inputs     width of an input row
/// @param torso      widths of the hidden layers that all towers share; empty: each tower starts from the inputs
/// @param activation after each hidden layer; outputs are linear
/// @param towers     at least one, names distinct
public record NetworkSpec(int inputs, List<Integer> torso, Activation activation, List<Tower> towers) {
    public NetworkSpec {
        torso = List.copyOf(torso);
        towers = List.copyOf(towers);
        if (inputs < 1 || towers.isEmpty() || torso.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("A network has inputs, towers and layers of width 1 at least");
        }
        if (towers.stream().map(Tower::name).distinct().count() != towers.size()) {
            throw new IllegalArgumentException("Two towers bear one name: " + towers);
        }
    }

    /// Width of an output row: all towers side by side.
    public int outputs() {
        return towers.stream().mapToInt(Tower::outputs).sum();
    }

    /// First output column of a tower.
    ///
    /// @throws IllegalArgumentException if no tower has this name
    public int column(String tower) {
        int column = 0;
        for (Tower candidate : towers) {
            if (candidate.name().equals(tower)) {
                return column;
            }
            column += candidate.outputs();
        }
        throw new IllegalArgumentException("No tower " + tower + " among " + towers);
    }

    /// Where each parameter lies in the flat vector.
    public Layout layout() {
        return Layout.of(this);
    }

    /// First parameters: orthogonal weights (gain √2 in hidden layers, the tower's gain in its last), zero biases.
    ///
    /// @return the flat vector, shape `[layout().size()]`
    /// @see <a href="https://arxiv.org/abs/1312.6120">Saxe et al. (2014)</a>
    public float[] initial(RandomGenerator random) {
        return Orthogonal.parameters(this, random);
    }
}
