package jarl.kernel.java;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jarl.kernel.java.CellFailure.Frame;
import jarl.kernel.java.CellFailure.Problem;
import jarl.kernel.java.CellFailure.Trace;
import jarl.kernel.java.Origins.Place;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/// Evaluates Java cell by cell, each knowing what the ones before declared.
///
/// One cell at a time; [#interrupt] may come from any thread.
public final class Evaluator implements AutoCloseable {
    private static final Pattern CELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$(\\w+?)(\\$.*)?");

    private final CellClassLoader loader;
    private final CellThread thread;
    private final CellExecution execution;
    private final FullHeap heap = new FullHeap();
    private final CompilerFiles files = new CompilerFiles();
    private final JShell shell;
    private final Hints hints;
    private final Origins origins = new Origins();
    private final Results results = new Results(this::drop);
    private final Variables variables = new Variables();
    private final List<String> classPath = new ArrayList<>();
    private final Map<String, DeclarationSnippet> waiting = new LinkedHashMap<>();

    /// @param classPath       what cells compile against; the classes themselves come from `parent`
    /// @param compilerOptions javac's, e.g. `--enable-preview`, `--add-modules`
    public Evaluator(String classPath, List<String> compilerOptions, ClassLoader parent) {
        Thread.ofPlatform().daemon().name("read ahead").start(() -> {
            files.read();
            InterruptCheck.prepare();
            heap.prepare();
        });
        loader = new CellClassLoader(parent);
        thread = new CellThread(loader);
        Thread.ofPlatform().daemon().name("memory").start(new MemoryWatch(thread));
        execution = new CellExecution(loader, thread, heap);
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        shell = JShell.builder()
                .executionEngine(execution.provider(), Map.of())
                .fileManager(standard -> files)
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .in(new ByteArrayInputStream(new byte[0]))
                .out(nowhere)
                .err(nowhere)
                .build();
        hints = new Hints(shell, this::analysis);
        addMissing(classPath);
    }

    /// JShell begins with this process's class path.
    private void addMissing(String path) {
        classPath.addAll(entries(System.getProperty("java.class.path", "")));
        var missing = new LinkedHashSet<>(entries(path));
        missing.removeAll(classPath);
        if (!missing.isEmpty()) {
            addToClassPath(String.join(File.pathSeparator, missing));
        }
    }

    private static List<String> entries(String path) {
        return List.of(path.split(File.pathSeparator, -1));
    }

    /// Puts imports into force.
    ///
    /// @return what is wrong with them
    public List<Problem> declare(List<String> imports) {
        return imports.stream().flatMap(each -> shell.eval(each).stream())
                .flatMap(event -> problems(event.snippet(), new Place(0, event.snippet().source(), 0)).stream())
                .toList();
    }

    /// What a cell, or a piece of one, came to.
    ///
    /// @param value   of the last expression, null where there is none
    /// @param failure null when it ran to its end
    /// @param notices what the user should know though nothing failed
    public record Evaluation(@Nullable Object value, @Nullable CellFailure failure, List<String> notices) {}

    /// Evaluates source of its own.
    ///
    /// @param cell the number under which errors will name it
    public Evaluation evaluate(String text, int cell) {
        return evaluate(text, 0, text.length(), cell);
    }

    /// Evaluates the part of a cell that lies between two offsets.
    ///
    /// @param cell the number under which errors will name it
    public Evaluation evaluate(String text, int from, int to, int cell) {
        heap.prepare();
        try {
            return thread.aside(() -> evaluateHere(text, from, to, cell));
        } catch (ExecutionException e) {
            heap.release(e.getCause());
            throw new IllegalStateException("The compiler failed: " + e.getCause(), e);
        } finally {
            if (cell > 0) {
                files.started();
            }
        }
    }

    private Evaluation evaluateHere(String text, int from, int to, int cell) {
        waiting.clear();
        results.read(text);
        int offset = from;
        Object value = null;
        while (true) {
            offset = skipBlank(text, offset, to);
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(text.substring(offset, to));
            if (info.completeness() == Completeness.EMPTY) {
                return new Evaluation(value, null, notices());
            }
            boolean whole = info.completeness().isComplete();
            var step = step(whole ? info.source() : text.substring(offset, to), new Place(cell, text, offset));
            if (step.failure() != null || !whole) {
                return step;
            }
            value = step.value();
            offset = to - info.remaining().length();
        }
    }

    private static int skipBlank(String text, int from, int to) {
        int i = from;
        while (i < to && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// One snippet.
    private Evaluation step(String source, Place place) {
        execution.forget();
        List<SnippetEvent> events = shell.eval(source);
        events.stream().filter(event -> event.causeSnippet() == null)
                .forEach(event -> origins.put(event.snippet(), place));
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                CellFailure failure = failure(event, place);
                if (failure != null) {
                    return new Evaluation(null, failure, List.of());
                }
                noteWaiting(event.snippet());
            }
        }
        Object value = isShown(events) ? execution.value() : null;
        events.forEach(this::noteVariable);
        return new Evaluation(value, null, List.of());
    }

    private @Nullable CellFailure failure(SnippetEvent event, Place place) {
        JShellException exception = event.exception();
        if (exception != null) {
            return thrown(exception);
        }
        if (thread.interrupted()) { // a library ended in order; what follows in the cell must not begin
            return new CellFailure.Interrupted();
        }
        return switch (event.status()) {
            case VALID, RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED, OVERWRITTEN, DROPPED -> null;
            case REJECTED, NONEXISTENT -> new CellFailure.DoesNotCompile(problems(event.snippet(), place));
        };
    }

    private List<Problem> problems(Snippet snippet, Place place) {
        return shell.diagnostics(snippet).filter(Diag::isError)
                .map(diagnostic -> Origins.problem(diagnostic, place)).distinct()
                .map(hints::withHint).toList();
    }

    private CellFailure thrown(JShellException exception) {
        if (exception instanceof UnresolvedReferenceException unresolved) {
            return new CellFailure.Refused(waitsFor(unresolved.getSnippet()));
        }
        Throwable cause = Objects.requireNonNullElse(execution.thrown(), exception);
        if (isInterrupt(cause)) {
            return new CellFailure.Interrupted();
        }
        var traces = new ArrayList<Trace>();
        for (Throwable each = exception; each != null; each = each.getCause()) {
            traces.add(trace(each));
        }
        return advised(new CellFailure.Threw(cause, traces));
    }

    /// Of a full heap, with words on what to do.
    private CellFailure advised(CellFailure.Threw failure) {
        if (!FullHeap.isOf(failure.cause())) {
            return failure;
        }
        var traces = new ArrayList<>(failure.traces());
        Trace first = traces.removeFirst();
        traces.addFirst(new Trace(
                first.exception(), first.message() + "\n" + FullHeap.advice(variables()), first.frames()));
        return new CellFailure.Threw(failure.cause(), traces);
    }

    private Trace trace(Throwable thrown) {
        String name = thrown instanceof EvalException e ? e.getExceptionClassName() : thrown.getClass().getName();
        var frames = new ArrayList<Frame>();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            frames.add(frame(frame));
        }
        return new Trace(plainName(name), thrown.getMessage(), frames);
    }

    private Frame frame(StackTraceElement frame) {
        var origin = origins.origin(frame);
        if (origin == null) {
            return new Frame(plainName(frame.toString()), null);
        }
        String method = frame.getMethodName();
        boolean statement = method.isEmpty() || method.startsWith("do_it$");
        String type = frame.getClassName();
        boolean member = !type.isEmpty() && !type.startsWith("REPL.");
        return new Frame(statement ? "" : member ? plainName(type) + "." + method : method, origin);
    }

    /// A cell class's name without the class that JShell wraps around it.
    static String plainName(String name) {
        return name.replaceAll("REPL\\.\\$JShell\\$\\w+\\$", "");
    }

    /// Only expressions are shown, not what a declaration or an assignment holds.
    private static boolean isShown(List<SnippetEvent> events) {
        return events.stream().filter(event -> event.causeSnippet() == null)
                .anyMatch(event -> switch (event.snippet().subKind()) {
                    case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
                    default -> false;
                });
    }

    private void noteVariable(SnippetEvent event) {
        if (!(event.snippet() instanceof VarSnippet variable) || shell.status(variable) != Snippet.Status.VALID) {
            return;
        }
        shell.varValue(variable); // shows the engine where it is held
        Field field = execution.variable();
        boolean declared = event.causeSnippet() == null;
        if (field != null && declared) {
            variables.declared(variable.name(), field);
        } else if (field != null) {
            variables.renewed(variable.name(), field);
        }
        if (declared && isResult(variable)) {
            results.add(variable);
        }
    }

    private static boolean isResult(VarSnippet variable) {
        return variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private void drop(Snippet snippet) {
        if (!shell.status(snippet).isActive()) {
            return; // by %reset, before
        }
        if (snippet instanceof VarSnippet variable) {
            variables.forget(variable.name());
        }
        shell.drop(snippet);
    }

    private void noteWaiting(Snippet snippet) {
        if (snippet instanceof DeclarationSnippet declaration) {
            waiting.put(declaration.name(), declaration);
        }
    }

    /// What this cell declared and cannot be used before something else is declared.
    private List<String> notices() {
        return waiting.values().stream()
                .filter(declaration -> switch (shell.status(declaration)) {
                    case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> true;
                    case VALID, OVERWRITTEN, DROPPED, REJECTED, NONEXISTENT -> false;
                })
                .map(this::waitsFor)
                .toList();
    }

    private String waitsFor(DeclarationSnippet declaration) {
        List<String> missing = shell.unresolvedDependencies(declaration).toList();
        String reasons = missing.isEmpty()
                ? String.join("; ", problems(declaration, new Place(0, declaration.source(), 0)).stream()
                        .map(Problem::message).toList())
                : String.join(", ", missing);
        return declaration.name() + " cannot be used until this is declared: " + reasons;
    }

    /// What something thrown outside of any snippet (a renderer, a magic) came to.
    public CellFailure failureOf(Throwable thrown) {
        if (isInterrupt(thrown)) {
            return new CellFailure.Interrupted();
        }
        var frames = Stream.of(CellExecution.ofCells(thrown.getStackTrace()))
                .takeWhile(frame -> !frame.getClassName().startsWith("java.util.concurrent.FutureTask"))
                .map(frame -> new Frame(plainName(frame.toString()), null))
                .toList();
        var trace = new Trace(plainName(thrown.getClass().getName()), thrown.getMessage(), frames);
        heap.release(thrown);
        return advised(new CellFailure.Threw(thrown, List.of(trace)));
    }

    /// Whether `thrown`, or a cause of it, is what an interrupt looks like from inside.
    private boolean isInterrupt(Throwable thrown) {
        boolean asked = thread.interrupted();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            boolean interrupt = switch (each) {
                case CellInterrupted own -> true;
                case InterruptedException own -> true;
                case CancellationException own -> asked;
                case InterruptedIOException own -> asked;
                case ClosedByInterruptException own -> asked;
                default -> false;
            };
            if (interrupt) {
                return true;
            }
        }
        return false;
    }

    /// Makes libraries known to the cells that follow: jars and folders, joined as a class path is.
    public void addToClassPath(String path) {
        shell.addToClasspath(path);
        classPath.addAll(entries(path));
    }

    /// Where classes come from: jars and folders.
    public List<String> classPath() {
        return List.copyOf(classPath);
    }

    /// A variable that a cell has declared.
    ///
    /// @param type as it would be declared
    public record Variable(String name, String type, @Nullable Object value) {}

    /// The variables in the order of their declaration; those that expressions left behind are not among them.
    public List<Variable> variables() {
        return shell.variables()
                .filter(variable -> shell.status(variable) == Snippet.Status.VALID)
                .filter(variable -> !isResult(variable))
                .map(this::variable)
                .toList();
    }

    private Variable variable(VarSnippet variable) {
        execution.forget();
        shell.varValue(variable);
        return new Variable(variable.name(), plainName(variable.typeName()), execution.value());
    }

    /// Forgets all that cells declared, but not what they imported.
    public void reset() {
        shell.snippets()
                .filter(snippet -> snippet.kind() != Snippet.Kind.IMPORT && shell.status(snippet).isActive())
                .toList()
                .forEach(this::drop);
    }

    /// The source of a class that a cell has declared, as it stands in the cell.
    ///
    /// @param className its simple name, or the JVM's name of it or of a class nested in it
    public @Nullable String sourceOf(String className) {
        Matcher matcher = CELL_CLASS.matcher(className);
        String name = matcher.matches() ? matcher.group(1) : className;
        return shell.types()
                .filter(type -> type.name().equals(name))
                .map(TypeDeclSnippet::source)
                .reduce((first, last) -> last)
                .orElse(null);
    }

    /// Source that does again, in a session of its own, what the last statement of this kind did; see
    /// [Excerpt][jarl.kernel.java.Excerpt]. Null if there was none.
    public @Nullable String excerpt(Predicate<String> statement) {
        return new Excerpt(shell, variable -> variable(variable).value()).of(statement);
    }

    /// The loader of the cells' classes; libraries that cells add are found through it.
    public ClassLoader classLoader() {
        return loader;
    }

    /// Where the code of cells runs.
    public CellThread thread() {
        return thread;
    }

    /// Stops the running cell: its code throws at the next loop or call, its threads have their interrupt flag set.
    public void interrupt() {
        thread.interrupt();
    }

    /// What JShell knows of Java that is being written, with all names of all libraries.
    SourceCodeAnalysis analysis() {
        files.started();
        return shell.sourceCodeAnalysis();
    }

    @Override
    public void close() {
        thread.close();
        shell.close();
        files.started();
    }
}
