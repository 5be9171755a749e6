package jarl.experience;

import java.util.Arrays;

/// Numbers that are drawn in proportion to their size: each inner node holds the sum of its two children.
///
/// A sum depends on the leaves beneath it alone, so a tree that is made anew from its leaves, or has grown, draws the
/// same.
///
/// @see <a href="https://arxiv.org/abs/1511.05952">Schaul et al. (2016), appendix B.2.1</a>
final class SumTree {
    private double[] nodes = new double[2]; // the root is 1, the children of i are 2i and 2i + 1
    private int leaves = 1; // a power of two

    /// Makes room for `count` leaves; new ones are 0.
    void grow(int count) {
        if (count > leaves) {
            double[] old = leaves(leaves);
            leaves = Math.max(1, Integer.highestOneBit(count - 1) << 1);
            nodes = new double[2 * leaves];
            fill(old);
        }
    }

    /// Sets the first leaves.
    void fill(double[] values) {
        grow(values.length);
        System.arraycopy(values, 0, nodes, leaves, values.length);
        for (int node = leaves - 1; node > 0; node--) {
            nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
        }
    }

    /// The first `count` leaves.
    double[] leaves(int count) {
        return Arrays.copyOfRange(nodes, leaves, leaves + count);
    }

    void set(int leaf, double value) {
        int node = leaves + leaf;
        nodes[node] = value;
        for (node /= 2; node > 0; node /= 2) {
            nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
        }
    }

    double get(int leaf) {
        return nodes[leaves + leaf];
    }

    /// The sum of all leaves.
    double total() {
        return nodes[1];
    }

    /// The first leaf at which the sum of all leaves up to it exceeds `mass`; one that is not 0, also where rounding
    /// has brought `mass` up to the total.
    int find(double mass) {
        double rest = mass;
        int node = 1;
        while (node < leaves) {
            node *= 2;
            if (rest >= nodes[node] && nodes[node + 1] > 0) {
                rest -= nodes[node];
                node++;
            }
        }
        return node - leaves;
    }
}
