package io.github.matting4j.batch.cutout;

import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.io.OutputFormat;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be made of a photo. */
public enum ResultKind {
  /** The matte. */
  ALPHA,
  /** The person on transparency. */
  CUTOUT,
  /** The person on the background. */
  COMPOSED;

  /**
   * The kinds that are made unless others are asked for: all, composed ones only on a background
   * that the user named.
   */
  public static Set<ResultKind> usual(CutOutSettings settings) {
    return settings.backdrop().wanted()
        ? EnumSet.allOf(ResultKind.class)
        : EnumSet.of(ALPHA, CUTOUT);
  }

  /** As it appears in names of files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks that files of these names can hold the results: JPEG is for composed ones alone.
   *
   * @param outputs whose kinds are labels
   * @throws IllegalArgumentException if they cannot, or have the extension of no format
   */
  public static void checkFormats(OutputPattern outputs) {
    outputs
        .outputs(PhotoFile.of(Path.of("x.jpg")))
        .forEach(
            (kind, file) -> {
              if (OutputFormat.of(file) == OutputFormat.JPEG && !kind.equals(COMPOSED.label())) {
                throw new IllegalArgumentException(
                    "the pattern makes "
                        + file.getFileName()
                        + ", but JPEG has no transparency;"
                        + " let it end in .png, or ask for composed results alone");
              }
            });
  }
}
