package jarl.kernel.display;

/// A value that knows how it is shown.
public interface Displayable {
    DisplayBundle display();
}
