package jarl.kernel.java;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/// Runs what JShell compiles: in this JVM, on the cell thread, keeping results as the objects they are.
final class CellExecution extends DirectExecutionControl {
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 200;

    private final CellClassLoader loader;
    private final CellThread thread;
    private final FullHeap heap;
    private @Nullable Object value;
    private @Nullable Throwable thrown;
    private @Nullable Field variable;

    CellExecution(CellClassLoader loader, CellThread thread, FullHeap heap) {
        super(loader);
        this.loader = loader;
        this.thread = thread;
        this.heap = heap;
    }

    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cell";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
                return CellExecution.this;
            }
        };
    }

    /// What the last snippet computed, null also where it computed nothing.
    @Nullable Object value() {
        return value;
    }

    /// What the last snippet threw.
    @Nullable Throwable thrown() {
        return thrown;
    }

    void forget() {
        value = null;
        thrown = null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override
    protected String invoke(Method method) throws Exception {
        forget();
        try {
            value = thread.call(() -> invoked(method));
            return "";
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /// JShell wants text; the value itself is kept.
    @Override
    public String varValue(String className, String name) throws RunException, EngineTerminationException,
            InternalException {
        try {
            Field field = findClass(className).getDeclaredField(name);
            field.setAccessible(true);
            value = field.get(null);
            variable = field;
            return "";
        } catch (ReflectiveOperationException e) {
            throw new InternalException(e.toString());
        }
    }

    /// Where the variable that was read last is held.
    @Nullable Field variable() {
        return variable;
    }

    private @Nullable Object invoked(Method method) throws Exception {
        try {
            return method.invoke(null);
        } catch (OutOfMemoryError e) { // no room for the exception around it either
            heap.release(e);
            throw e;
        } catch (InvocationTargetException e) {
            heap.release(e.getCause());
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    private Exception failure(@Nullable Throwable cause) {
        if (cause instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        thrown = cause;
        UserException first = userException(cause);
        UserException last = first;
        Throwable next = cause == null ? null : cause.getCause();
        for (int i = 1; i < MAX_CAUSES && next != null; i++) {
            UserException wrapped = userException(next);
            last.initCause(wrapped);
            last = wrapped;
            next = next.getCause();
        }
        return first;
    }

    private static UserException userException(@Nullable Throwable cause) {
        if (cause == null) {
            return new UserException("", "", new StackTraceElement[0]);
        }
        return new UserException(cause.getMessage(), cause.getClass().getName(), ofCells(cause.getStackTrace()));
    }

    /// The frames above the kernel's own, at most [#MAX_FRAMES].
    static StackTraceElement[] ofCells(StackTraceElement[] frames) {
        int end = 0;
        while (end < frames.length && end < MAX_FRAMES
                && !frames[end].getClassName().equals(CellExecution.class.getName())) {
            end++;
        }
        while (end > 0 && isReflection(frames[end - 1].getClassName())) {
            end--;
        }
        return Arrays.copyOf(frames, end);
    }

    private static boolean isReflection(String className) {
        return className.startsWith("jdk.internal.reflect.") || className.equals(Method.class.getName());
    }
}
