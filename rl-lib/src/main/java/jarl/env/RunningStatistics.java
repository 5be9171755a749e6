package jarl.env;

import jarl.state.Resumable;
import jarl.state.StateException;
import jarl.state.StateReader;
import jarl.state.StateWriter;
import java.util.Arrays;

/// Mean and variance of all rows seen so far, column by column, joined batch by batch (Chan et al. 1979), in double.
///
/// As in Stable-Baselines3 it begins with mean 0, variance 1 and a weight of 10⁻⁴ rows, and the variance is that of a
/// population (over n, not n − 1).
public final class RunningStatistics implements Resumable {
    private final double[] mean;
    private final double[] variance;
    private double count = 1e-4;
    private double[] widened = {}; // the last batch of floats

    /// Nothing seen yet.
    ///
    /// @param width columns in a row
    public RunningStatistics(int width) {
        mean = new double[width];
        variance = new double[width];
        Arrays.fill(variance, 1);
    }

    /// Takes in a batch.
    ///
    /// @param rows one after the other; shape `[rows × width]`, at least one row
    public void add(float[] rows) {
        if (widened.length != rows.length) {
            widened = new double[rows.length];
        }
        for (int i = 0; i < rows.length; i++) {
            widened[i] = rows[i];
        }
        add(widened);
    }

    /// Takes in a batch.
    ///
    /// @param rows one after the other; shape `[rows × width]`, at least one row
    public void add(double[] rows) {
        int n = rows.length / mean.length;
        for (int column = 0; column < mean.length; column++) {
            double sum = 0;
            for (int at = column; at < rows.length; at += mean.length) {
                sum += rows[at];
            }
            double batchMean = sum / n;
            double squares = 0;
            for (int at = column; at < rows.length; at += mean.length) {
                squares += (rows[at] - batchMean) * (rows[at] - batchMean);
            }
            join(column, batchMean, squares, n);
        }
        count += n;
    }

    private void join(int column, double batchMean, double batchSquares, int n) {
        double distance = batchMean - mean[column];
        double total = count + n;
        double squares = variance[column] * count + batchSquares + distance * distance * count * n / total;
        mean[column] += distance * n / total;
        variance[column] = squares / total;
    }

    public double mean(int column) {
        return mean[column];
    }

    /// Of the population.
    public double variance(int column) {
        return variance[column];
    }

    /// Rows seen, and 10⁻⁴.
    public double count() {
        return count;
    }

    /// Columns in a row.
    public int width() {
        return mean.length;
    }

    @Override
    public void save(StateWriter to) {
        to.doubles("mean", mean);
        to.doubles("variance", variance);
        to.real("count", count);
    }

    @Override
    public void load(StateReader from) {
        double[] savedMean = from.doubles("mean");
        double[] savedVariance = from.doubles("variance");
        if (savedMean.length != mean.length || savedVariance.length != mean.length) {
            throw new StateException("The saved statistics have " + savedMean.length + " columns, these "
                    + mean.length);
        }
        System.arraycopy(savedMean, 0, mean, 0, mean.length);
        System.arraycopy(savedVariance, 0, variance, 0, mean.length);
        count = from.real("count");
    }
}
