package jarl.env.grid;

import jarl.space.Box;
import jarl.space.Space;

/// What the snake sees of its board: food, its own direction, hunger, its first segments, and danger.
///
/// @param segments     how many are seen
/// @param vision       0: danger in the neighbouring cells; v > 0: in the window of v around the head; −1: the whole board
/// @param relative     whether danger turns with the snake
/// @param observations the space of it all
record SnakeSight(int segments, int vision, boolean relative, Box observations) {
    private static final int[] SIDES = {SnakeBoard.UP, SnakeBoard.DOWN, SnakeBoard.LEFT, SnakeBoard.RIGHT};
    private static final int[] TURNS = {0, 1, 3}; // ahead, right, left

    static SnakeSight of(int size, int segments, int vision, boolean relative) {
        int side = 2 * vision + 1;
        int dangers = vision < 0 ? size * size : vision > 0 ? side * side - 1 : relative ? 3 : 4;
        return new SnakeSight(segments, vision, relative, Space.box(5 + 2 * segments + dangers, -1, 1));
    }

    float[] of(SnakeBoard board) {
        float[] row = new float[observations.width()];
        int size = board.size;
        float scale = size;
        int x = board.head() % size;
        int y = board.head() / size;
        if (board.food >= 0) {
            row[0] = (board.food % size - x) / scale;
            row[1] = (board.food / size - y) / scale;
        }
        row[2] = SnakeBoard.dx(board.direction);
        row[3] = SnakeBoard.dy(board.direction);
        row[4] = (float) board.hunger / board.cells();
        for (int i = 0; i < Math.min(segments, board.length() - 1); i++) {
            int before = board.segment(i);
            int segment = board.segment(i + 1);
            row[5 + 2 * i] = (segment % size - before % size) / scale;
            row[6 + 2 * i] = (segment / size - before / size) / scale;
        }
        dangers(board, row, 5 + 2 * segments, x, y);
        return row;
    }

    private void dangers(SnakeBoard board, float[] row, int from, int x, int y) {
        int at = from;
        if (vision < 0) {
            whole(board, row, at);
        } else if (vision > 0) {
            window(board, row, at, x, y);
        } else if (relative) {
            for (int turn : TURNS) {
                row[at++] = danger(board, x, y, board.direction + turn);
            }
        } else {
            for (int side : SIDES) {
                row[at++] = danger(board, x, y, side);
            }
        }
    }

    private static float danger(SnakeBoard board, int x, int y, int direction) {
        return board.isDeadly(x + SnakeBoard.dx(direction), y + SnakeBoard.dy(direction)) ? 1 : 0;
    }

    /// Row by row; in the snake's frame "up" is ahead.
    private void window(SnakeBoard board, float[] row, int from, int x, int y) {
        int ahead = relative ? board.direction : SnakeBoard.UP;
        int right = ahead + 1;
        int at = from;
        for (int v = vision; v >= -vision; v--) {
            for (int u = -vision; u <= vision; u++) {
                if (u != 0 || v != 0) {
                    int seenX = x + u * SnakeBoard.dx(right) + v * SnakeBoard.dx(ahead);
                    int seenY = y + u * SnakeBoard.dy(right) + v * SnakeBoard.dy(ahead);
                    row[at++] = board.isDeadly(seenX, seenY) ? 1 : 0;
                }
            }
        }
    }

    /// Head −1, body −0.5, food 1.
    private static void whole(SnakeBoard board, float[] row, int from) {
        for (int i = 0; i < board.length(); i++) {
            row[from + board.segment(i)] = -0.5f;
        }
        row[from + board.head()] = -1;
        if (board.food >= 0) {
            row[from + board.food] = 1;
        }
    }
}
