package io.github.matting4j.cli;

import java.util.Locale;

/** What can be made of a photo. */
enum ResultKind {
  /** The matte. */
  ALPHA,
  /** The person on transparency. */
  CUTOUT,
  /** The person on the background. */
  COMPOSED;

  /** As it appears in names of files. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
