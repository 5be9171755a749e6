package jarl.network.java;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product of [VectorKernels], in blocks whose sums stay in registers from their first term to their last.
final class VectorProduct {
    private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;

    private static final int WIDTH = SPECIES.length();

    /// Whether sixteen sums fit into registers: processors with 512-bit vectors have thirty-two.
    private static final boolean MANY_REGISTERS = WIDTH == Matrix.LANES;

    /// Columns of the widest block that registers hold.
    private static final int BLOCK = 4 * WIDTH;

    /// Floats of the second factor that stay in the second cache while rows of the first go by.
    private static final int PANEL = 1 << 16;

    private VectorProduct() {}

    /// [Kernels#multiply].
    static void multiply(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int columns, int from, int to) {
        int panel = Math.max(BLOCK, PANEL / Math.max(1, depth) / BLOCK * BLOCK);
        for (int column = 0; column < columns; column += panel) {
            multiply(a, b, start, c, depth, column, Math.min(columns, column + panel), from, to);
        }
    }

    private static void multiply(
            Matrix a, Matrix b, Matrix start, Matrix c, int depth, int left, int right, int from, int to) {
        int row = from;
        for (; row + 4 <= to; row += 4) {
            int column = left;
            for (; MANY_REGISTERS && column + 4 * WIDTH <= right; column += 4 * WIDTH) {
                fourByFour(a, b, start, c, depth, row, column);
            }
            for (; column + 2 * WIDTH <= right; column += 2 * WIDTH) {
                fourByTwo(a, b, start, c, depth, row, column);
            }
            for (; column < right; column += WIDTH) {
                fourByOne(a, b, start, c, depth, row, column);
            }
        }
        for (; row < to; row++) {
            int column = left;
            for (; column + 4 * WIDTH <= right; column += 4 * WIDTH) {
                oneByFour(a, b, start, c, depth, row, column);
            }
            for (; column < right; column += WIDTH) {
                oneByOne(a, b, start, c, depth, row, column);
            }
        }
    }

    /// Four rows by four vectors: sixteen chains, with half a load for each multiply-add.
    private static void fourByFour(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        float[] s = start.data;
        int i = start.row(row) + column;
        var x0 = FloatVector.fromArray(SPECIES, s, i);
        var y0 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        var z0 = FloatVector.fromArray(SPECIES, s, i + 2 * WIDTH);
        var w0 = FloatVector.fromArray(SPECIES, s, i + 3 * WIDTH);
        i += start.down;
        var x1 = FloatVector.fromArray(SPECIES, s, i);
        var y1 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        var z1 = FloatVector.fromArray(SPECIES, s, i + 2 * WIDTH);
        var w1 = FloatVector.fromArray(SPECIES, s, i + 3 * WIDTH);
        i += start.down;
        var x2 = FloatVector.fromArray(SPECIES, s, i);
        var y2 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        var z2 = FloatVector.fromArray(SPECIES, s, i + 2 * WIDTH);
        var w2 = FloatVector.fromArray(SPECIES, s, i + 3 * WIDTH);
        i += start.down;
        var x3 = FloatVector.fromArray(SPECIES, s, i);
        var y3 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        var z3 = FloatVector.fromArray(SPECIES, s, i + 2 * WIDTH);
        var w3 = FloatVector.fromArray(SPECIES, s, i + 3 * WIDTH);
        float[] factors = a.data;
        float[] terms = b.data;
        int a0 = a.row(row);
        int a1 = a0 + a.down;
        int a2 = a1 + a.down;
        int a3 = a2 + a.down;
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            var x = FloatVector.fromArray(SPECIES, terms, j);
            var y = FloatVector.fromArray(SPECIES, terms, j + WIDTH);
            var z = FloatVector.fromArray(SPECIES, terms, j + 2 * WIDTH);
            var w = FloatVector.fromArray(SPECIES, terms, j + 3 * WIDTH);
            var factor = FloatVector.broadcast(SPECIES, factors[a0]);
            x0 = factor.fma(x, x0);
            y0 = factor.fma(y, y0);
            z0 = factor.fma(z, z0);
            w0 = factor.fma(w, w0);
            factor = FloatVector.broadcast(SPECIES, factors[a1]);
            x1 = factor.fma(x, x1);
            y1 = factor.fma(y, y1);
            z1 = factor.fma(z, z1);
            w1 = factor.fma(w, w1);
            factor = FloatVector.broadcast(SPECIES, factors[a2]);
            x2 = factor.fma(x, x2);
            y2 = factor.fma(y, y2);
            z2 = factor.fma(z, z2);
            w2 = factor.fma(w, w2);
            factor = FloatVector.broadcast(SPECIES, factors[a3]);
            x3 = factor.fma(x, x3);
            y3 = factor.fma(y, y3);
            z3 = factor.fma(z, z3);
            w3 = factor.fma(w, w3);
            a0 += across;
            a1 += across;
            a2 += across;
            a3 += across;
            j += down;
        }
        float[] result = c.data;
        int o = c.row(row) + column;
        x0.intoArray(result, o);
        y0.intoArray(result, o + WIDTH);
        z0.intoArray(result, o + 2 * WIDTH);
        w0.intoArray(result, o + 3 * WIDTH);
        o += c.down;
        x1.intoArray(result, o);
        y1.intoArray(result, o + WIDTH);
        z1.intoArray(result, o + 2 * WIDTH);
        w1.intoArray(result, o + 3 * WIDTH);
        o += c.down;
        x2.intoArray(result, o);
        y2.intoArray(result, o + WIDTH);
        z2.intoArray(result, o + 2 * WIDTH);
        w2.intoArray(result, o + 3 * WIDTH);
        o += c.down;
        x3.intoArray(result, o);
        y3.intoArray(result, o + WIDTH);
        z3.intoArray(result, o + 2 * WIDTH);
        w3.intoArray(result, o + 3 * WIDTH);
    }

    /// Four rows by two vectors: eight independent chains of fused multiply-adds, in registers from start to end, which
    /// processors with sixteen vector registers still have room for.
    private static void fourByTwo(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        float[] s = start.data;
        int i = start.row(row) + column;
        var x0 = FloatVector.fromArray(SPECIES, s, i);
        var y0 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        i += start.down;
        var x1 = FloatVector.fromArray(SPECIES, s, i);
        var y1 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        i += start.down;
        var x2 = FloatVector.fromArray(SPECIES, s, i);
        var y2 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        i += start.down;
        var x3 = FloatVector.fromArray(SPECIES, s, i);
        var y3 = FloatVector.fromArray(SPECIES, s, i + WIDTH);
        float[] factors = a.data;
        float[] terms = b.data;
        int a0 = a.row(row);
        int a1 = a0 + a.down;
        int a2 = a1 + a.down;
        int a3 = a2 + a.down;
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            var x = FloatVector.fromArray(SPECIES, terms, j);
            var y = FloatVector.fromArray(SPECIES, terms, j + WIDTH);
            var factor = FloatVector.broadcast(SPECIES, factors[a0]);
            x0 = factor.fma(x, x0);
            y0 = factor.fma(y, y0);
            factor = FloatVector.broadcast(SPECIES, factors[a1]);
            x1 = factor.fma(x, x1);
            y1 = factor.fma(y, y1);
            factor = FloatVector.broadcast(SPECIES, factors[a2]);
            x2 = factor.fma(x, x2);
            y2 = factor.fma(y, y2);
            factor = FloatVector.broadcast(SPECIES, factors[a3]);
            x3 = factor.fma(x, x3);
            y3 = factor.fma(y, y3);
            a0 += across;
            a1 += across;
            a2 += across;
            a3 += across;
            j += down;
        }
        float[] result = c.data;
        int o = c.row(row) + column;
        x0.intoArray(result, o);
        y0.intoArray(result, o + WIDTH);
        o += c.down;
        x1.intoArray(result, o);
        y1.intoArray(result, o + WIDTH);
        o += c.down;
        x2.intoArray(result, o);
        y2.intoArray(result, o + WIDTH);
        o += c.down;
        x3.intoArray(result, o);
        y3.intoArray(result, o + WIDTH);
    }

    /// Four rows by one vector: the edge, and layers of few outputs.
    private static void fourByOne(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        int s0 = start.row(row) + column;
        var x0 = FloatVector.fromArray(SPECIES, start.data, s0);
        var x1 = FloatVector.fromArray(SPECIES, start.data, s0 + start.down);
        var x2 = FloatVector.fromArray(SPECIES, start.data, s0 + 2 * start.down);
        var x3 = FloatVector.fromArray(SPECIES, start.data, s0 + 3 * start.down);
        float[] factors = a.data;
        float[] terms = b.data;
        int a0 = a.row(row);
        int a1 = a0 + a.down;
        int a2 = a1 + a.down;
        int a3 = a2 + a.down;
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            var x = FloatVector.fromArray(SPECIES, terms, j);
            x0 = FloatVector.broadcast(SPECIES, factors[a0]).fma(x, x0);
            x1 = FloatVector.broadcast(SPECIES, factors[a1]).fma(x, x1);
            x2 = FloatVector.broadcast(SPECIES, factors[a2]).fma(x, x2);
            x3 = FloatVector.broadcast(SPECIES, factors[a3]).fma(x, x3);
            a0 += across;
            a1 += across;
            a2 += across;
            a3 += across;
            j += down;
        }
        int c0 = c.row(row) + column;
        x0.intoArray(c.data, c0);
        x1.intoArray(c.data, c0 + c.down);
        x2.intoArray(c.data, c0 + 2 * c.down);
        x3.intoArray(c.data, c0 + 3 * c.down);
    }

    /// One row by four vectors: a single observation, a bias.
    private static void oneByFour(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        int s0 = start.row(row) + column;
        var x0 = FloatVector.fromArray(SPECIES, start.data, s0);
        var x1 = FloatVector.fromArray(SPECIES, start.data, s0 + WIDTH);
        var x2 = FloatVector.fromArray(SPECIES, start.data, s0 + 2 * WIDTH);
        var x3 = FloatVector.fromArray(SPECIES, start.data, s0 + 3 * WIDTH);
        float[] factors = a.data;
        float[] terms = b.data;
        int at = a.row(row);
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            var factor = FloatVector.broadcast(SPECIES, factors[at]);
            x0 = factor.fma(FloatVector.fromArray(SPECIES, terms, j), x0);
            x1 = factor.fma(FloatVector.fromArray(SPECIES, terms, j + WIDTH), x1);
            x2 = factor.fma(FloatVector.fromArray(SPECIES, terms, j + 2 * WIDTH), x2);
            x3 = factor.fma(FloatVector.fromArray(SPECIES, terms, j + 3 * WIDTH), x3);
            j += down;
            at += across;
        }
        int c0 = c.row(row) + column;
        x0.intoArray(c.data, c0);
        x1.intoArray(c.data, c0 + WIDTH);
        x2.intoArray(c.data, c0 + 2 * WIDTH);
        x3.intoArray(c.data, c0 + 3 * WIDTH);
    }

    private static void oneByOne(Matrix a, Matrix b, Matrix start, Matrix c, int depth, int row, int column) {
        var sum = FloatVector.fromArray(SPECIES, start.data, start.row(row) + column);
        float[] factors = a.data;
        float[] terms = b.data;
        int at = a.row(row);
        int across = a.across;
        int j = b.at + column;
        int down = b.down;
        for (int k = 0; k < depth; k++) {
            sum = FloatVector.broadcast(SPECIES, factors[at]).fma(FloatVector.fromArray(SPECIES, terms, j), sum);
            j += down;
            at += across;
        }
        sum.intoArray(c.data, c.row(row) + column);
    }
}
