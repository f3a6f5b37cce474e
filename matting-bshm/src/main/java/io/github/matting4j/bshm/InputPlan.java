package io.github.matting4j.bshm;

import io.github.matting4j.model.RunReport.Enlargement;
import java.util.List;

/**
 * What the network is fed for a photo, in pure numbers. The graph itself squashes everything to
 * {@link #GRID} x {@link #GRID}.
 *
 * @param width columns of the picture fed
 * @param height rows of the picture fed
 * @param resizeMode how it relates to the photo
 */
record InputPlan(int width, int height, ResizeMode resizeMode) {
  /** The side of the square at which the network works, whatever it is fed. */
  static final int GRID = 640;

  /**
   * The most pixels fed as they are. TensorFlow takes about 54 bytes for each beside what the
   * network needs, and ends the process when it gets none.
   */
  static final long MAX_PIXELS = 12_000_000;

  /** How the picture fed relates to the photo. */
  enum ResizeMode {
    /** It is the photo. */
    AS_IT_IS,
    /** It is smaller because the photo is beyond the cap. */
    CAPPED,
    /** It has the network's own size; its matte comes back along the photo's edges. */
    SHARP,
    /** It has the only size that the file takes; its matte comes back bilinearly. */
    SQUASHED;

    /** How the matte comes back. */
    Enlargement enlargement() {
      return this == SHARP ? Enlargement.GUIDED : Enlargement.BILINEAR;
    }
  }

  /** The only size that a file takes. */
  record Size(int width, int height) {}

  /** The feed for a photo. */
  static InputPlan of(int photoWidth, int photoHeight, BshmOptions.Mode mode, long maxPixels) {
    if (mode == BshmOptions.Mode.SHARP && Math.max(photoWidth, photoHeight) > GRID) {
      int side = (int) Math.max(1, Math.min(GRID, Math.floor(Math.sqrt((double) maxPixels))));
      return new InputPlan(side, side, ResizeMode.SHARP);
    }
    long pixels = (long) photoWidth * photoHeight;
    if (pixels <= maxPixels) {
      return new InputPlan(photoWidth, photoHeight, ResizeMode.AS_IT_IS);
    }
    double scale = Math.sqrt((double) maxPixels / pixels);
    int width = Math.max(1, (int) (photoWidth * scale));
    int height = Math.max(1, (int) Math.min(photoHeight * scale, (double) maxPixels / width));
    return new InputPlan(width, height, ResizeMode.CAPPED);
  }

  /** The feed for a photo and a file that takes one size only. */
  static InputPlan fixed(int photoWidth, int photoHeight, BshmOptions.Mode mode, Size size) {
    ResizeMode resizeMode;
    if (photoWidth == size.width() && photoHeight == size.height()) {
      resizeMode = ResizeMode.AS_IT_IS;
    } else if (mode == BshmOptions.Mode.SHARP
        && (photoWidth > size.width() || photoHeight > size.height())) {
      resizeMode = ResizeMode.SHARP;
    } else {
      resizeMode = ResizeMode.SQUASHED;
    }
    return new InputPlan(size.width(), size.height(), resizeMode);
  }

  /** What the report has to say of it. */
  List<String> warnings(int photoWidth, int photoHeight) {
    String photo = "the photo of " + photoWidth + "x" + photoHeight;
    String fed = width + "x" + height;
    return switch (resizeMode) {
      case AS_IT_IS, SHARP -> List.of();
      case CAPPED ->
          List.of(photo + " was shrunk to " + fed + " for the network, to keep memory in bounds");
      case SQUASHED ->
          List.of(photo + " was brought to " + fed + ", the only size that this file takes");
    };
  }
}
