package jarl.kernel.java;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jarl.kernel.java.Evaluator.Variable;
import org.jspecify.annotations.Nullable;

/// Memory kept back for the time after a cell has used up the rest: with it the kernel answers, and compiles the cell
/// that empties the heap again.
final class FullHeap {
    private static final int RESERVE = 16; // MiB; a small cell compiles in less
    private static final int MAX_NAMED = 3;
    private static final int MIB = 1024 * 1024;
    private static final int REFERENCE = 4; // bytes
    private static final int OBJECT = 16; // bytes of the smallest

    private byte @Nullable [] reserve;

    /// Keeps memory back, where there is some.
    synchronized void prepare() {
        if (reserve == null && mebibytes(Runtime.getRuntime().maxMemory()) - used() > 4 * RESERVE) {
            reserve = new byte[RESERVE * MIB];
        }
    }

    /// Gives back what was kept, where the heap is what had no room.
    synchronized void release(@Nullable Throwable thrown) {
        if (isOf(thrown)) {
            reserve = null;
        }
    }

    static boolean isOf(@Nullable Throwable thrown) {
        return thrown instanceof OutOfMemoryError && String.valueOf(thrown.getMessage()).contains("heap space");
    }

    /// What fills the heap, and what to do about it.
    static String advice(List<Variable> variables) {
        String large = variables.stream()
                .filter(variable -> mebibytes(bytes(variable.value())) > 0)
                .sorted(Comparator.comparingLong((Variable variable) -> -bytes(variable.value())))
                .limit(MAX_NAMED)
                .map(variable -> variable.name() + ", about " + mebibytes(bytes(variable.value())) + " MiB")
                .collect(Collectors.joining("; "));
        return "Of the heap's " + mebibytes(Runtime.getRuntime().maxMemory()) + " MiB " + used() + " are in use."
                + (large.isEmpty() ? "" : " Large variables: " + large + ". Assign null to those you can do without.");
    }

    private static long used() {
        return mebibytes(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }

    private static long mebibytes(long bytes) {
        return bytes / MIB;
    }

    /// A guess: of arrays and of the JDK's collections, by their length and their first element.
    private static long bytes(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value.getClass().isArray()) {
            return bytesOfArray(value);
        }
        boolean known = value.getClass().getName().startsWith("java.util.");
        return switch (value) {
            case Collection<?> many when known -> OBJECT + many.size() * (REFERENCE + first(many));
            case Map<?, ?> map when known -> OBJECT + map.size() * (2L * OBJECT + first(map.values()));
            default -> OBJECT;
        };
    }

    private static long bytesOfArray(Object array) {
        int length = Array.getLength(array);
        return OBJECT + length * switch (array) {
            case byte[] bytes -> 1L;
            case boolean[] flags -> 1L;
            case char[] characters -> 2L;
            case short[] numbers -> 2L;
            case int[] numbers -> 4L;
            case float[] numbers -> 4L;
            case long[] numbers -> 8L;
            case double[] numbers -> 8L;
            default -> REFERENCE + (length == 0 ? 0 : bytes(Array.get(array, 0)));
        };
    }

    private static long first(Collection<?> many) {
        return many.isEmpty() ? 0 : bytes(many.iterator().next());
    }
}
