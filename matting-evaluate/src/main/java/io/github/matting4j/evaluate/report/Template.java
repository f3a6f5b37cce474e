package io.github.matting4j.evaluate.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with gaps, {@code {{name}}}, that are filled while it is written. Immutable. */
public final class Template {
  private static final Pattern GAP = Pattern.compile("\\{\\{([a-z-]+)\\}\\}");

  /** Fills the gaps. */
  public interface Filler {
    void fill(String gap) throws IOException;
  }

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  public static Template resource(String name) throws IOException {
    return new Template(text(name));
  }

  /** The text of a resource beside this class. */
  public static String text(String name) throws IOException {
    try (InputStream stream = Template.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(
            "the resource " + name + " is missing from the jar of matting-evaluate");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public void write(Appendable out, Filler filler) throws IOException {
    Matcher gap = GAP.matcher(text);
    int end = 0;
    while (gap.find()) {
      out.append(text, end, gap.start());
      filler.fill(gap.group(1));
      end = gap.end();
    }
    out.append(text, end, text.length());
  }
}
