package jarl.network.java;

import java.util.List;

/// Which member of the team owns which rows. Whole towers where there are enough of them and nothing is shared, for
/// then a tower's parameters and activations stay in one core's cache; else equal ranges of rows.
final class Schedule {
    /// Rows of a batch are shared out in groups that the kernels take at once.
    static final int ROWS = 4;

    /// A tower's owner may have this much more to do than its fair share.
    private static final double TOLERANCE = 1.25;

    private final int members;
    private final boolean byRows;
    private final int[] owners;

    Schedule(List<Stack> stacks, int members) {
        this.members = members;
        owners = new int[stacks.size()];
        boolean balanced = assign(stacks);
        byRows = members == 1 || !stacks.getFirst().layers().isEmpty() || !balanced;
    }

    /// Gives each tower to the member with the least work so far.
    ///
    /// @return whether nobody has much more to do than the others
    private boolean assign(List<Stack> stacks) {
        long[] work = new long[members];
        for (int stack = 1; stack < owners.length; stack++) {
            int least = 0;
            for (int member = 1; member < members; member++) {
                least = work[member] < work[least] ? member : least;
            }
            owners[stack] = least;
            work[least] += stacks.get(stack).parameters();
        }
        long all = 0;
        long most = 0;
        for (long one : work) {
            all += one;
            most = Math.max(most, one);
        }
        return most * members <= all * TOLERANCE;
    }

    boolean byRows() {
        return byRows;
    }

    /// Whether a member reads parameters that another one moves.
    boolean sharesParameters() {
        return byRows && members > 1;
    }

    /// The first row of the batch that belongs to `member`; `member + 1` gives the end of its range.
    int row(int stack, int batch, int member) {
        return begin(stack, batch, ROWS, member);
    }

    /// The first row of a layer's parameters that belongs to `member`.
    int parameterRow(int stack, Dense layer, int member) {
        return begin(stack, layer.rows(), Dense.GROUP, member);
    }

    private int begin(int stack, int count, int group, int member) {
        if (byRows) {
            return share(count, group, member, members);
        }
        return member > owners[stack] ? count : 0;
    }

    /// Where the share of `member` begins when `count` rows are dealt out in whole groups.
    static int share(int count, int group, int member, int members) {
        long groups = Math.ceilDiv(count, group);
        return (int) Math.min(count, groups * member / members * group);
    }
}
