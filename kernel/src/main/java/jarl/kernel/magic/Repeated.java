package jarl.kernel.magic;

/// A statement that `%timeit` measures, compiled in the cell.
@FunctionalInterface
public interface Repeated {
    void run(long repeats) throws Exception;
}
