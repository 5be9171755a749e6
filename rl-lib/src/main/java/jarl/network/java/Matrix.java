package jarl.network.java;

/// A matrix within an array: element (r, c) lies at `at + r × down + c × across`.
///
/// Rows that are written or read as vectors are padded to whole [#LANES], so that kernels know no ragged edge; the
/// padding holds zeros and stays zero.
final class Matrix {
    /// Floats in a cache line and in the widest vector; a multiple of every narrower one.
    static final int LANES = 16;

    /// Rows this long, or a multiple, would all fall into the same few cache sets.
    private static final int CROWDED = 128;

    final float[] data;
    final int at;
    final int down;
    final int across;
    private final Matrix transposed;

    Matrix(float[] data, int at, int down, int across) {
        this.data = data;
        this.at = at;
        this.down = down;
        this.across = across;
        this.transposed = new Matrix(this);
    }

    private Matrix(Matrix of) {
        data = of.data;
        at = of.at;
        down = of.across;
        across = of.down;
        transposed = of;
    }

    /// A new matrix of zeros with padded rows.
    static Matrix rows(int count, int width) {
        return new Matrix(new float[Math.multiplyExact(count, stride(width))], 0, stride(width), 1);
    }

    /// `width` rounded up to whole lanes.
    static int padded(int width) {
        return Math.addExact(width, LANES - 1) & -LANES;
    }

    /// From one row of `width` to the next.
    static int stride(int width) {
        int padded = padded(width);
        return padded > 0 && padded % CROWDED == 0 ? padded + LANES : padded;
    }

    /// The same floats with rows and columns exchanged.
    Matrix transposed() {
        return transposed;
    }

    /// Where row `r` begins.
    int row(int r) {
        return at + r * down;
    }
}
