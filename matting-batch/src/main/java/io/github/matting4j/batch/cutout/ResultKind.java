package io.github.matting4j.batch.cutout;

import java.util.Locale;

/** What can be made of a photo. */
public enum ResultKind {
  /** The matte. */
  ALPHA,
  /** The person on transparency. */
  CUTOUT,
  /** The person on the background. */
  COMPOSED;

  /** As it appears in names of files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
