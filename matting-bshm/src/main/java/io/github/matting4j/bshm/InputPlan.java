package io.github.matting4j.bshm;

import io.github.matting4j.model.RunReport.Enlargement;
import java.util.List;

/**
 * The network's input for a photo, as sizes only. The graph itself resizes every input to {@link
 * #GRID} x {@link #GRID}.
 *
 * @param width columns of the input
 * @param height rows of the input
 * @param resizeMode how the photo is resized
 */
record InputPlan(int width, int height, ResizeMode resizeMode) {
  /** The side of the square at which the network works for every input. */
  static final int GRID = 640;

  /**
   * The largest photo, in pixels, that is fed unchanged. TensorFlow needs about 54 bytes per pixel
   * in addition to the network, and ends the process when an allocation fails.
   */
  static final long MAX_PIXELS = 12_000_000;

  /** How a photo becomes the input. */
  enum ResizeMode {
    /** Unchanged. */
    AS_IT_IS,
    /** Shrunk, because the photo is above the limit of pixels. */
    CAPPED,
    /** To the network's own size; the matte is enlarged along the photo's edges. */
    SHARP,
    /** To the only size that the file takes; the matte is enlarged bilinearly. */
    SQUASHED;

    /** How the matte is enlarged. */
    Enlargement enlargement() {
      return this == SHARP ? Enlargement.GUIDED : Enlargement.BILINEAR;
    }
  }

  /** The only size that a file takes. */
  record Size(int width, int height) {}

  /** The input for a photo. */
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

  /** The input for a photo and a file that takes one size only. */
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

  /** Warnings for the report of a run. */
  List<String> warnings(int photoWidth, int photoHeight) {
    String photo = "the photo of " + photoWidth + "x" + photoHeight;
    String fed = width + "x" + height;
    return switch (resizeMode) {
      case AS_IT_IS, SHARP -> List.of();
      case CAPPED ->
          List.of(photo + " was shrunk to " + fed + " for the network, to limit its memory");
      case SQUASHED ->
          List.of(photo + " was resized to " + fed + ", the only size that this file takes");
    };
  }
}
