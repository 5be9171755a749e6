package jarl.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jarl.kernel.comm.Comms;
import jarl.kernel.display.Display;
import jarl.kernel.display.DisplayBundle;
import jarl.kernel.java.CellFailure;
import jarl.kernel.java.Evaluator;
import jarl.kernel.java.Evaluator.Evaluation;
import jarl.kernel.java.FailureText;
import jarl.kernel.java.Help;
import jarl.kernel.magic.CellPart;
import jarl.kernel.magic.Magics;
import jarl.kernel.magic.MagicSession;
import jarl.kernel.magic.NativeMemory;
import org.jspecify.annotations.Nullable;

/// A running sequence of cells: Java, magics, what they print and show, and the extensions that joined.
///
/// One cell at a time; [#interrupt] may come from any thread. While a session is open, `System.out`, `System.err` and
/// `System.in` of the threads that its cells started belong to those cells.
public final class JavaSession implements Session, MagicSession, AutoCloseable {
    private static final Set<String> RENDERERS_OF = ConcurrentHashMap.newKeySet();
    private static final InheritableThreadLocal<@Nullable JavaSession> OF_THREAD = new InheritableThreadLocal<>();

    private final Evaluator evaluator;
    private final Help help;
    private final Magics magics;
    private final Comms comms = new Comms();
    private final List<String> notices = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private volatile int cell;

    private JavaSession(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.help = new Help(evaluator);
        this.magics = new Magics(this);
    }

    /// A session with its imports evaluated and its extensions started; takes some hundred milliseconds.
    public static JavaSession open(SessionOptions options) {
        var loader = Thread.currentThread().getContextClassLoader();
        var parent = loader == null ? JavaSession.class.getClassLoader() : loader;
        var session = new JavaSession(new Evaluator(options.classPath(), options.compilerOptions(), parent));
        Streams.acquire();
        session.onCellThread(() -> OF_THREAD.set(session));
        session.declare("the kernel", options.imports());
        if (options.extensions()) {
            ServiceLoader.load(Extension.class, parent).forEach(session::join);
        }
        return session;
    }

    private void join(Extension extension) {
        try {
            declare(extension.name(), extension.imports());
            if (RENDERERS_OF.add(extension.getClass().getName())) {
                extension.renderers(Display.renderers());
            }
            extension.start(this);
            extensions.add(extension);
        } catch (RuntimeException | LinkageError e) {
            notices.add("The extension \"" + extension.name() + "\" could not start: " + e);
        }
    }

    private void declare(String who, List<String> imports) {
        evaluator.declare(imports).forEach(problem ->
                notices.add("An import of " + who + " failed: " + problem.sourceLine() + "\n" + problem.message()));
    }

    /// Evaluates Java before the first cell; a failure is told with that cell.
    public void start(String script) {
        try {
            evaluate(script);
        } catch (Failed e) {
            notices.add("The start-up script failed: " + FailureText.of(e.failure()).plain());
        }
    }

    /// Runs one cell to its end.
    ///
    /// @param number under which errors name it
    public Outcome execute(String text, int number, CellOutput output) {
        try (var _ = Display.use(output)) {
            extensions.forEach(extension -> extension.cellStarts(text));
        }
        Outcome outcome = executeUnrecorded(text, number, output);
        history.add(text);
        return outcome;
    }

    /// Runs one cell to its end, or until it has taken too long.
    ///
    /// @param timeout after which it is interrupted; zero: never
    public Outcome execute(String text, int number, CellOutput output, Duration timeout) {
        try (var watch = new Watch(this, timeout)) {
            Outcome outcome = execute(text, number, output);
            return outcome.failure() == null || !watch.expired() ? outcome : Outcome.failed(new CellFailure.Refused(
                    "The cell took longer than its timeout of " + timeout.toMillis() / 1000.0 + " s."));
        }
    }

    private Outcome executeUnrecorded(String text, int number, CellOutput output) {
        cell = number;
        return within(output, () -> {
            notices.forEach(notice -> output.print(true, notice + "\n"));
            notices.clear();
            return run(text, output);
        });
    }

    /// Code of cells that a front end calls between cells: what it prints and shows goes to `output`, and it can be
    /// interrupted as a cell can.
    public Outcome answer(Runnable work, CellOutput output) {
        return within(output, () -> {
            onCellThread(work);
            return new Outcome(null, null);
        });
    }

    private Outcome within(CellOutput output, Supplier<Outcome> work) {
        evaluator.thread().begin();
        Display.Scope[] scope = new Display.Scope[1];
        onCellThread(() -> scope[0] = Display.use(output));
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return Outcome.failed(evaluator.failureOf(e));
        } finally {
            evaluator.thread().end();
            onCellThread(() -> scope[0].close());
        }
    }

    private Outcome run(String text, CellOutput output) {
        Evaluation evaluation = evaluateParts(text, notice -> output.print(true, notice + "\n"));
        return evaluation.failure() == null ? result(evaluation.value())
                : Outcome.failed(brief(own(evaluation.failure())));
    }

    /// Java and magics in turn; the value is that of the last part.
    private Evaluation evaluateParts(String text, Consumer<String> notices) {
        var last = new Evaluation(null, null, List.of());
        for (CellPart part : CellPart.of(text, magics::isLineMagic)) {
            last = switch (part) {
                case CellPart.Java(int from, int to) -> evaluator.evaluate(text, from, to, cell);
                case CellPart.Line(var name, var arguments) -> magic(() -> magics.line(name, arguments));
                case CellPart.Assigned assigned -> evaluator.evaluate(assigned.java(), cell);
                case CellPart.Whole(var name, var arguments, var body) ->
                    magic(() -> magics.cell(name, arguments, body));
            };
            last.notices().forEach(notices);
            if (last.failure() != null) {
                return last;
            }
        }
        return last;
    }

    /// Of what `eval` in a cell could not do, the reason itself.
    private static CellFailure own(CellFailure failure) {
        return failure instanceof CellFailure.Threw(Failed failed, var _) ? failed.failure() : failure;
    }

    /// Of an exception that speaks for itself, what it says and where in the cell.
    private CellFailure brief(CellFailure failure) {
        if (failure instanceof CellFailure.Threw(Throwable cause, List<CellFailure.Trace> traces)
                && extensions.stream().anyMatch(extension -> extension.speaksForItself(cause))) {
            CellFailure.Trace first = traces.getFirst();
            List<CellFailure.Frame> inCells =
                    first.frames().stream().filter(frame -> frame.origin() != null).toList();
            return new CellFailure.Threw(
                    cause, List.of(new CellFailure.Trace(first.exception(), first.message(), inCells)));
        }
        return failure;
    }

    private Evaluation magic(Callable<@Nullable Object> magic) {
        try {
            return new Evaluation(evaluator.thread().call(magic), null, List.of());
        } catch (ExecutionException e) {
            return new Evaluation(null, failure(e), List.of());
        }
    }

    private Outcome result(@Nullable Object value) {
        if (value == null || CellVerbs.isLastId(value)) {
            return new Outcome(null, null);
        }
        try {
            return new Outcome(evaluator.thread().call(() -> Display.bundle(value)), null);
        } catch (ExecutionException e) {
            return Outcome.failed(failure(e));
        }
    }

    private CellFailure failure(ExecutionException e) {
        return switch (e.getCause()) {
            case MagicSession.Failed failed -> failed.failure();
            case null -> evaluator.failureOf(e);
            case Throwable cause -> evaluator.failureOf(cause);
        };
    }

    private void onCellThread(Runnable work) {
        try {
            evaluator.thread().call(() -> {
                work.run();
                return true;
            });
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case Error own -> throw own;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /// Evaluates Java and magics within the running cell, or for a front end's question between cells.
    ///
    /// @throws Failed if it does not compile or throws
    @Override
    public @Nullable Object evaluate(String text) {
        Evaluation evaluation = evaluateParts(text, System.err::println);
        if (evaluation.failure() != null) {
            throw new Failed(evaluation.failure());
        }
        return evaluation.value();
    }

    /// All forms of the value of an expression.
    ///
    /// @throws Failed if it does not compile or throws
    public DisplayBundle show(String expression, CellOutput output) {
        Outcome outcome = executeUnrecorded(expression, cell, output);
        if (outcome.failure() != null) {
            throw new Failed(outcome.failure());
        }
        return outcome.result() == null ? DisplayBundle.text("null") : outcome.result();
    }

    /// Interrupts the running cell: its code stops at the next loop or call, and its threads' interrupt flags are set.
    public void interrupt() {
        evaluator.interrupt();
    }

    @Override
    public boolean interrupted() {
        return evaluator.thread().interrupted();
    }

    /// What the running cell does now, innermost call first.
    public StackTraceElement[] trace() {
        return evaluator.thread().trace();
    }

    @Override
    public ClassLoader classLoader() {
        return evaluator.classLoader();
    }

    @Override
    public @Nullable String sourceOf(String className) {
        return evaluator.sourceOf(className);
    }

    @Override
    public int cell() {
        return cell;
    }

    @Override
    public void addToClassPath(String path) {
        evaluator.addToClassPath(path);
    }

    @Override
    public List<String> classPath() {
        return evaluator.classPath();
    }

    @Override
    public List<Variable> variables() {
        return evaluator.variables().stream()
                .map(variable -> new Variable(variable.name(), variable.type(), variable.value(),
                        nativeBytes(variable.value())))
                .toList();
    }

    private long nativeBytes(@Nullable Object value) {
        return NativeMemory.of(value) + extensions.stream().mapToLong(extension -> extension.nativeBytes(value)).sum();
    }

    @Override
    public List<String> history() {
        return List.copyOf(history);
    }

    @Override
    public void reset() {
        evaluator.reset();
    }

    /// How the text may go on at `cursor`: by an extension that knows, else as Java.
    public Help.Completions complete(String text, int cursor) {
        for (Extension extension : extensions) {
            Help.Completions known = extension.complete(text, cursor);
            if (known != null) {
                return known;
            }
        }
        return help.complete(text, cursor);
    }

    /// Whether a cell that is being typed, Java and magics, can be run as it stands. Like a statement of which more may
    /// come, a cell magic ends with an empty line.
    public Help.Finished finished(String text) {
        List<CellPart> parts = CellPart.of(text, magics::isLineMagic);
        return switch (parts.isEmpty() ? null : parts.getLast()) {
            case CellPart.Java(int from, int to) -> help.finished(text.substring(from, to));
            case CellPart.Whole whole when !text.endsWith("\n") -> new Help.Finished.Incomplete("");
            case null, default -> new Help.Finished.Complete();
        };
    }

    /// Inspection of Java in this session.
    public Help help() {
        return help;
    }

    /// The conversations of this session with the front end's page.
    public Comms comms() {
        return comms;
    }

    /// The magics of this session.
    public Magics magics() {
        return magics;
    }

    /// Source that does again, in a session of its own, what the last statement of this kind in a cell did: with all
    /// imports, the types and methods it needs, and the numbers, flags and texts among its variables.
    ///
    /// @return null if there was none
    public @Nullable String excerpt(Predicate<String> statement) {
        return evaluator.excerpt(statement);
    }

    /// The session whose cell this thread works for; null outside of cells.
    public static @Nullable JavaSession ofThisThread() {
        return OF_THREAD.get();
    }

    /// The session whose cell this thread works for.
    static JavaSession current() {
        JavaSession session = OF_THREAD.get();
        if (session == null) {
            throw new IllegalStateException("This can be called in a cell only; no session belongs to this thread.");
        }
        return session;
    }

    @Override
    public void close() {
        evaluator.close();
        Streams.release();
    }
}
