package jarl.env.grid;

import jarl.env.grid.SnakeRewards.Event;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Where the snake and its food are, and what comes of a move.
///
/// Directions count 0 right, 1 down, 2 left, 3 up; cells row by row from the upper left.
final class SnakeBoard {
    static final int RIGHT = 0;
    static final int DOWN = 1;
    static final int LEFT = 2;
    static final int UP = 3;

    private static final int[] DX = {1, 0, -1, 0};
    private static final int[] DY = {0, 1, 0, -1};

    final int size;
    int food; // a cell; −1 on a full board
    int direction;
    int hunger; // steps since the last apple

    private final int[] body; // a ring of cells
    private final boolean[] taken; // by the body
    private int tail; // where in the ring it is
    private int length;

    SnakeBoard(int size) {
        this.size = size;
        body = new int[size * size];
        taken = new boolean[size * size];
    }

    static int dx(int direction) {
        return DX[direction & 3];
    }

    static int dy(int direction) {
        return DY[direction & 3];
    }

    /// Puts the snake on an empty board.
    ///
    /// @param fromTail its cells, all different
    void begin(int... fromTail) {
        Arrays.fill(taken, false);
        System.arraycopy(fromTail, 0, body, 0, fromTail.length);
        for (int cell : fromTail) {
            taken[cell] = true;
        }
        tail = 0;
        length = fromTail.length;
    }

    int cells() {
        return body.length;
    }

    int length() {
        return length;
    }

    int head() {
        return segment(0);
    }

    /// The cell of the i-th segment from the head.
    int segment(int i) {
        return body[ring(length - 1 - i)];
    }

    /// Where in the ring the i-th segment from the tail is.
    private int ring(int i) {
        int at = tail + i;
        return at < body.length ? at : at - body.length;
    }

    /// Puts food in a free cell, each as likely; on a full board there is none.
    void placeFood(RandomGenerator random) {
        int free = body.length - length;
        if (free == 0) {
            food = -1;
            return;
        }
        int chosen = random.nextInt(free);
        int cell = 0;
        while (taken[cell] || chosen-- > 0) {
            cell++;
        }
        food = cell;
    }

    /// One cell on. The cell of the tail is free to enter, since the tail leaves it in the same step.
    ///
    /// @param random where the next apple lies, if this one is eaten
    Event move(RandomGenerator random) {
        hunger++;
        int head = head();
        int x = head % size + DX[direction];
        int y = head / size + DY[direction];
        if (isOutside(x, y)) {
            return Event.DEATH_WALL;
        }
        int next = y * size + x;
        if (taken[next] && next != body[tail]) {
            return Event.DEATH_SELF;
        }
        boolean eats = next == food;
        if (!eats) {
            taken[body[tail]] = false;
            tail = tail + 1 < body.length ? tail + 1 : 0;
            length--;
        }
        length++;
        body[ring(length - 1)] = next;
        taken[next] = true;
        if (eats) {
            hunger = 0;
            placeFood(random);
            return Event.APPLE_EATEN;
        }
        return hunger >= body.length ? Event.DEATH_STARVATION : Event.STEP;
    }

    private boolean isOutside(int x, int y) {
        return x < 0 || x >= size || y < 0 || y >= size;
    }

    /// Whether a head that moves there dies.
    boolean isDeadly(int x, int y) {
        if (isOutside(x, y)) {
            return true;
        }
        int cell = y * size + x;
        return taken[cell] && cell != body[tail];
    }
}
