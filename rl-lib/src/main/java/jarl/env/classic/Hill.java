package jarl.env.classic;

import jarl.env.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Locale;

/// How both mountain cars are drawn.
final class Hill {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;
    private static final double SCALE = WIDTH / (MountainCar.RIGHT_END - MountainCar.LEFT_END); // pixels

    private Hill() {}

    static Picture picture(double position, double goal) {
        return new Picture(WIDTH, HEIGHT, canvas -> draw(canvas, position, goal), String.format(Locale.ROOT,
                "A car at %.2f on a hill; the flag stands at %.2f", position, goal));
    }

    private static double x(double position) {
        return (position - MountainCar.LEFT_END) * SCALE;
    }

    private static double y(double position) {
        return HEIGHT - 30 - (Math.sin(3 * position) + 1) * 0.33 * SCALE;
    }

    private static void draw(Graphics2D canvas, double position, double goal) {
        canvas.setColor(Color.GRAY);
        canvas.setStroke(new BasicStroke(2));
        var ground = new Path2D.Double();
        ground.moveTo(0, y(MountainCar.LEFT_END));
        for (double at = MountainCar.LEFT_END; at <= MountainCar.RIGHT_END; at += 0.01) {
            ground.lineTo(x(at), y(at));
        }
        canvas.draw(ground);
        canvas.setColor(new Color(200, 60, 60));
        canvas.draw(new Line2D.Double(x(goal), y(goal), x(goal), y(goal) - 40));
        canvas.fillPolygon(
                new int[] {(int) x(goal), (int) x(goal) + 20, (int) x(goal)},
                new int[] {(int) y(goal) - 40, (int) y(goal) - 33, (int) y(goal) - 26}, 3);
        canvas.setColor(Color.DARK_GRAY);
        canvas.fill(new Ellipse2D.Double(x(position) - 12, y(position) - 24, 24, 24));
    }
}
