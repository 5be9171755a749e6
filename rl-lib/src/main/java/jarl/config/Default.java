package jarl.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The default of a record's component, written as after the `=` of an override: `"0.2"`, `"[64, 64]"`, `"tanh"`,
/// `"linear:3e-4:0"`, `"null"`.
///
/// A component without one must be given, unless it is a record (made of its own defaults) or may be null.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
