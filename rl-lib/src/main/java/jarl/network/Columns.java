package jarl.network;

/// The door of the heads' constructors.
final class Columns {
    private Columns() {}

    /// Refuses a head that reads no columns, or columns before the first.
    static void require(int column, int n) {
        if (column < 0 || n < 1) {
            throw new IllegalArgumentException(
                    "A head reads at least 1 column, from column 0 on; here " + n + " from column " + column);
        }
    }
}
