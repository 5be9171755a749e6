package jarl.kernel.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// The check for an interrupt that every class of a cell carries: at each method's entry and before each jump back.
///
/// All checks are one `invokedynamic` call site whose target does nothing, so the compiler removes it; an interrupt
/// gives it a target that throws. Where the code is not interrupted it costs nothing measurable.
public final class InterruptCheck {
    private static final String SELF = "jarl/kernel/java/InterruptCheck";
    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC, SELF, "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private static final MethodType TYPE = MethodType.methodType(void.class);
    private static final MethodHandle PASS = MethodHandles.zero(void.class);
    private static final MethodHandle STOP = stopHandle();
    private static final MutableCallSite SITE = new MutableCallSite(PASS);
    private static final Set<CellRun> INTERRUPTED = ConcurrentHashMap.newKeySet();

    private InterruptCheck() {}

    /// Called by the JVM when a cell's code first meets the check.
    public static CallSite bootstrap(MethodHandles.Lookup lookup, String name, MethodType type) {
        return SITE;
    }

    /// From now on the code of this run throws [CellRun#stop], on whatever thread of it.
    static void trip(CellRun run) {
        INTERRUPTED.add(run);
        aim();
    }

    /// The run has ended.
    static void clear(CellRun run) {
        if (INTERRUPTED.remove(run)) {
            aim();
        }
    }

    private static synchronized void aim() {
        SITE.setTarget(INTERRUPTED.isEmpty() ? PASS : STOP);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    static void stop() {
        CellRun run = CellRun.ofThisThread();
        if (run != null && INTERRUPTED.contains(run) && run.mustStopHere()) {
            run.stop();
        }
    }

    private static MethodHandle stopHandle() {
        try {
            return MethodHandles.lookup().findStatic(InterruptCheck.class, "stop", TYPE);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Loads what the first cell will need.
    static void prepare() {
        try (var own = InterruptCheck.class.getResourceAsStream("CellExit.class")) {
            weave(Objects.requireNonNull(own).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same class with the checks, and with `System.exit` turned into an error of its cell.
    static byte[] weave(byte[] bytecode) {
        var writer = new ClassWriter(0);
        try {
            new ClassReader(bytecode).accept(new Weaver(writer), 0);
            return writer.toByteArray();
        } catch (MethodTooLargeException e) {
            return bytecode; // a method at the JVM's limit of 64 KiB has no room for checks
        }
    }

    private static final class Weaver extends ClassVisitor {
        Weaver(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
            return new MethodWeaver(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class MethodWeaver extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();

        MethodWeaver(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
        }

        @Override
        public void visitLabel(Label label) {
            super.visitLabel(label);
            passed.add(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (passed.contains(label)) {
                check();
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean exit = opcode == Opcodes.INVOKESTATIC && owner.equals("java/lang/System") && name.equals("exit");
            super.visitMethodInsn(opcode, exit ? "jarl/kernel/java/CellExit" : owner, name, descriptor, isInterface);
        }

        private void check() {
            super.visitInvokeDynamicInsn("check", TYPE.descriptorString(), BOOTSTRAP);
        }
    }
}
