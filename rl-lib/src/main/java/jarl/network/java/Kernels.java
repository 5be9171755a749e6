package jarl.network.java;

import jarl.network.Activation;

/// The arithmetic of the engine. Each element of a result is computed by one chain of IEEE operations in the order
/// that is written here, so that every implementation gives the same bits.
///
/// Ranges `[from, to)` of arrays and numbers of columns are multiples of [Matrix#LANES].
interface Kernels {
    /// `plain`, or the vectors they compute with: `512-bit vectors`.
    String name();

    /// c\[r, j] ← start\[r, j] + Σₖ a\[r, k]·b\[k, j] for `from ≤ r < to` and `j < columns`: one fused multiply-add a
    /// term, k ascending. `start` and `c` may be the same matrix.
    ///
    /// @param depth number of terms
    void multiply(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int columns, int from, int to);

    /// x ← f(x).
    void activate(Activation f, float[] x, int from, int to);

    /// d ← d·f′, where f′ is told by h = f(x), which lies at the same places as d.
    void slope(Activation f, float[] h, float[] d, int from, int to);

    /// Sums of squares, lane by lane: sums\[at + l] ← Σ x\[i]² over i ≡ l modulo [Matrix#LANES], i ascending.
    void squares(float[] x, int from, int to, float[] sums, int at);

    /// One step of Adam on θ from the gradient `g`, which is cleared.
    void move(Step.Adam step, float[] theta, float[] g, float[] m, float[] v, int from, int to);

    /// One step of RMSprop on θ from the gradient `g`, which is cleared.
    void move(Step.RmsProp step, float[] theta, float[] g, float[] v, int from, int to);
}
