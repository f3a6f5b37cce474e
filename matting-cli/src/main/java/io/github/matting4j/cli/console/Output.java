package io.github.matting4j.cli.console;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, where errors count: a {@link PrintWriter} only notes that there was one. Every
 * line is checked when it is due, and the whole when a command ends.
 */
public final class Output {
  private Output() {}

  /** A writer that keeps its first error for {@link #check}. */
  static PrintWriter to(OutputStream stream, Charset charset) {
    return new Checked(new BufferedWriter(new OutputStreamWriter(stream, charset)));
  }

  /** This process's standard output. */
  public static PrintWriter standard() {
    return to(new FileOutputStream(FileDescriptor.out), charset());
  }

  /** Prints a line that must arrive now. */
  public static void line(PrintWriter out, String line) {
    out.println(line);
    check(out);
  }

  /**
   * Flushes.
   *
   * @throws OutputFailedException if anything printed so far has not arrived
   */
  public static void check(PrintWriter out) {
    if (out.checkError()) {
      throw new OutputFailedException(out instanceof Checked checked ? checked.error : null);
    }
  }

  private static Charset charset() {
    for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding"}) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }

  /** Notes what the writer below said. */
  private static final class Checked extends PrintWriter {
    private volatile @Nullable IOException error;

    Checked(Writer out) {
      super(out, true);
      this.out = new Noting(out);
    }

    /** A {@link PrintWriter} swallows exceptions; this passes them on after a look. */
    private final class Noting extends Writer {
      private final Writer writer;

      Noting(Writer writer) {
        this.writer = writer;
      }

      private interface Work {
        void run() throws IOException;
      }

      private void noting(Work work) throws IOException {
        try {
          work.run();
        } catch (IOException e) {
          if (error == null) {
            error = e;
          }
          throw e;
        }
      }

      @Override
      public void write(char[] text, int start, int length) throws IOException {
        noting(() -> writer.write(text, start, length));
      }

      @Override
      public void flush() throws IOException {
        noting(writer::flush);
      }

      @Override
      public void close() throws IOException {
        noting(writer::close);
      }
    }
  }
}
