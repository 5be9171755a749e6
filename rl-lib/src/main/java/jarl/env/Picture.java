package jarl.env;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/// A drawing of a world, kept as the strokes that make it, so that one description serves PNG, SVG and a canvas.
///
/// @param width  in pixels at scale 1
/// @param height in pixels at scale 1
/// @param strokes draws onto a white ground of that size; the origin is the upper left corner
/// @param alt    what a person who cannot see it is told
public record Picture(int width, int height, Consumer<Graphics2D> strokes, String alt) {}
