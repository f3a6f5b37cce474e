package io.github.matting4j.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which the library's Java code wrote to standard output or standard error,
 * itself or through something that it called. What tests print is their own affair, and so is what
 * the command line and the generators of test data print.
 *
 * <p>Found by JUnit in every module whose tests have this module's test jar.
 */
public final class QuietExtension implements BeforeAllCallback, AfterEachCallback {
  private static final String BASE = "io.github.matting4j.";
  private static final List<String> SPEAKERS = List.of(BASE + "cli.", BASE + "testdata.");
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();
  private static final List<String> HEARD = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (INSTALLED.compareAndSet(false, true)) {
      System.setOut(new PrintStream(new Listening(System.out), true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(new Listening(System.err), true, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> heard = drain();
    if (!heard.isEmpty()) {
      throw new AssertionError("the library is silent, but wrote:\n" + String.join("\n", heard));
    }
  }

  /** What the library wrote since the last time. */
  static List<String> drain() {
    synchronized (HEARD) {
      List<String> heard = List.copyOf(HEARD);
      HEARD.clear();
      return heard;
    }
  }

  /** The frame of our main code that caused this call, if the nearest of our frames is such. */
  private static Optional<StackWalker.StackFrame> culprit() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getClassName().startsWith(BASE))
                    .filter(
                        frame -> frame.getDeclaringClass().getNestHost() != QuietExtension.class)
                    .findFirst())
        .filter(frame -> isMainCode(frame.getDeclaringClass()));
  }

  static boolean isMainCode(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source != null
        && type.getName().startsWith(BASE)
        && SPEAKERS.stream().noneMatch(type.getName()::startsWith)
        && !source.getLocation().getPath().matches(".*(/test-classes/?|-tests\\.jar)");
  }

  /** Passes everything on, and records what the library writes. */
  private static final class Listening extends FilterOutputStream {
    Listening(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      culprit()
          .ifPresent(
              frame -> {
                String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
                synchronized (HEARD) {
                  HEARD.add("\"" + text.strip() + "\" at " + frame);
                }
              });
    }
  }
}
