package io.github.matting4j.cli.evaluate;

import io.github.matting4j.model.MattingException;
import java.io.IOException;
import java.util.Objects;

/** Tells in one line what went wrong with a photo. Stateless. */
final class Faults {
  private Faults() {}

  static String text(Throwable fault) {
    if (fault instanceof OutOfMemoryError) {
      return "not enough memory for this photo; give Java more, for example"
          + " MATTING_JAVA_OPTS=-Xmx4g, or use --max-side";
    }
    if (fault instanceof IOException || fault instanceof MattingException) {
      return Objects.toString(fault.getMessage(), fault.toString());
    }
    StackTraceElement[] trace = fault.getStackTrace();
    return "this should not have happened, please report it: "
        + fault
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
