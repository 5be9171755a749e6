/// Values as a front end shows them: one value in several forms, shown, and updated in place.
///
/// Whoever has something to show calls [Display]; where it goes (a Jupyter front end, a notebook executed in process,
/// a terminal) is the business of the current [DisplaySink]. Uses the JDK alone. Start reading at [Display].
@NullMarked
package jarl.kernel.display;

import org.jspecify.annotations.NullMarked;
