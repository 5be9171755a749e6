package jarl.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Measures how long composing and resolving a whole tree takes, warm: `ComposeSpeed DIRECTORY CONFIG OVERRIDE…`.
///
/// Prints the median of 500 compositions after as many to warm up, files read anew each time.
final class ComposeSpeed {
    private ComposeSpeed() {}

    public static void main(String[] args) {
        Composer composer = Composer.over(Path.of(args[0]));
        List<String> overrides = List.of(args).subList(2, args.length);
        long[] nanos = new long[500];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                composer.compose(args[1], overrides).toResolvedYaml();
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf("median %.3f ms, slowest %.3f ms%n", nanos[250] / 1e6, nanos[499] / 1e6);
    }
}
