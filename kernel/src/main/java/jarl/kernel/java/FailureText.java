package jarl.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jarl.kernel.java.CellFailure.Frame;
import jarl.kernel.java.CellFailure.Origin;
import jarl.kernel.java.CellFailure.Problem;
import jarl.kernel.java.CellFailure.Trace;

/// A failure in words: what, then where, then how it came there; coloured for terminals and front ends.
///
/// @param name  a word for the kind of failure: an exception's class, `CompileError`, `Interrupted`
/// @param value its message
/// @param lines the whole, a line each, with ANSI colours
public record FailureText(String name, String value, List<String> lines) {
    private static final int MAX_FRAMES = 20;
    private static final int MAX_OVERFLOW_FRAMES = 6; // a stack overflow repeats itself
    private static final int MAX_MESSAGE = 10_000; // characters: a parser may quote all that it was given
    private static final int MARGIN = 100; // characters before and behind what does not compile in its line
    private static final String RED = "\u001B[1;31m";
    private static final String BLUE = "\u001B[34m";
    private static final String PLAIN = "\u001B[0m";

    /// The words for `failure`.
    public static FailureText of(CellFailure failure) {
        return switch (failure) {
            case CellFailure.DoesNotCompile(var problems) -> compileError(problems);
            case CellFailure.Threw(var cause, var traces) -> exception(traces);
            case CellFailure.Interrupted() -> new FailureText("Interrupted", "", List.of(red("Interrupted")));
            case CellFailure.Refused(var message) -> new FailureText("Error", message, message.lines()
                    .map(FailureText::red).toList());
        };
    }

    private static FailureText compileError(List<Problem> problems) {
        var lines = new ArrayList<String>();
        for (Problem problem : problems) {
            lines.add(red(problem.message()));
            lines.add(place(problem.cell(), problem.line()));
            addSource(lines, problem);
        }
        String first = problems.isEmpty() ? "does not compile" : problems.getFirst().message();
        return new FailureText("CompileError", first.lines().findFirst().orElse(first), lines);
    }

    /// The line with carets under what is wrong; of a very long line, what stands around that.
    private static void addSource(List<String> lines, Problem problem) {
        String line = problem.sourceLine();
        int from = problem.column() > 2 * MARGIN ? problem.column() - MARGIN : 0;
        int to = Math.min(line.length(), problem.column() + 2 * MARGIN);
        String before = from > 0 ? "…" : "";
        int width = Math.clamp(problem.width(), 1, Math.max(1, to - problem.column()));
        lines.add("  " + before + line.substring(from, to) + (to < line.length() ? "…" : ""));
        lines.add("  " + " ".repeat(before.length() + problem.column() - from) + red("^".repeat(width)));
    }

    private static FailureText exception(List<Trace> traces) {
        var lines = new ArrayList<String>();
        for (Trace trace : traces) {
            lines.add((lines.isEmpty() ? "" : "caused by ") + headline(trace));
            addFrames(lines, trace);
        }
        Trace first = traces.getFirst();
        return new FailureText(first.exception(), message(first), lines);
    }

    private static String headline(Trace trace) {
        return red(trace.exception()) + (trace.message() == null ? "" : ": " + message(trace));
    }

    private static String message(Trace trace) {
        String message = Objects.requireNonNullElse(trace.message(), "");
        return message.length() <= MAX_MESSAGE ? message
                : message.substring(0, MAX_MESSAGE) + "… " + message.length() + " characters in all";
    }

    private static void addFrames(List<String> lines, Trace trace) {
        boolean overflow = trace.exception().equals(StackOverflowError.class.getName());
        int most = overflow ? MAX_OVERFLOW_FRAMES : MAX_FRAMES;
        List<Frame> frames = trace.frames();
        boolean sourceShown = false;
        for (Frame frame : frames.subList(0, Math.min(most, frames.size()))) {
            Origin origin = frame.origin();
            if (origin == null) {
                lines.add("    at " + frame.where());
                continue;
            }
            lines.add(place(origin.cell(), origin.line()) + (frame.where().isEmpty() ? "" : ", in " + frame.where()));
            if (!sourceShown && !origin.sourceLine().isBlank()) {
                lines.add("  " + head(origin.sourceLine().strip()));
                sourceShown = true;
            }
        }
        if (frames.size() > most) {
            lines.add("    … " + (frames.size() - most) + " more");
        }
    }

    /// IPython's words at the beginning of a line: editors that know them make the line's number a link to the cell.
    private static String place(int cell, int line) {
        return BLUE + "Cell In[" + cell + "]" + PLAIN + ", line " + line;
    }

    private static String head(String line) {
        return line.length() <= 2 * MARGIN ? line : line.substring(0, 2 * MARGIN) + "…";
    }

    private static String red(String text) {
        return RED + text + PLAIN;
    }

    /// The whole in one text, without colours.
    public String plain() {
        return String.join("\n", lines).replaceAll("\u001B\\[[0-9;]*m", "");
    }
}
