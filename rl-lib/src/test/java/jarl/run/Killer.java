package jarl.run;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;

/// Trains a queued run, and as a Java agent ends the process when a method is called for the nth time: at once, as
/// `kill -9` would. The argument is `package.Class.method:n`.
public final class Killer {
    /// The exit code of a shell's child that SIGKILL has ended.
    static final int KILLED = 137;

    private static final AtomicInteger CALLS_LEFT = new AtomicInteger();

    private Killer() {}

    /// Called by the Java runtime before `main`.
    public static void premain(String point, Instrumentation classes) {
        int colon = point.indexOf(':');
        int dot = point.lastIndexOf('.', colon);
        String type = point.substring(0, dot).replace('.', '/');
        String method = point.substring(dot + 1, colon);
        CALLS_LEFT.set(Integer.parseInt(point.substring(colon + 1)));
        classes.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                return type.equals(name) ? counting(bytes, method) : null;
            }
        });
    }

    /// The class with a call of [#called] at the start of each method of this name.
    private static byte[] counting(byte[] bytes, String method) {
        ClassFile files = ClassFile.of();
        ClassModel model = files.parse(bytes);
        var atStart = CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                code.invokestatic(
                        ClassDesc.of(Killer.class.getName()), "called", MethodTypeDesc.of(ConstantDescs.CD_void));
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        });
        return files.transformClass(model, ClassTransform.transformingMethodBodies(
                candidate -> candidate.methodName().equalsString(method), atStart));
    }

    /// Counts, and ends the process when its time has come.
    public static void called() {
        if (CALLS_LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    public static void main(String[] arguments) {
        Training.begin(Run.at(Path.of(arguments[0])), new TrainingListener() {});
    }
}
