package jarl.studio.plot;

/// The words around a figure.
///
/// @param title above it; empty: none
/// @param x     what the lying axis shows, with its unit, as `cart position (m)`
/// @param y     what the upright axis shows, with its unit
public record Labels(String title, String x, String y) {}
