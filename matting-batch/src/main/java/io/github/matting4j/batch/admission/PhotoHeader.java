package io.github.matting4j.batch.admission;

import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How large a picture its file claims to be. Nothing is judged: reading the photo does that. What
 * is no readable picture has no pixels.
 *
 * @param width columns of the picture
 * @param height rows of the picture
 * @param severalPasses whether decoding holds more than the picture: a progressive JPEG, an
 *     interlaced PNG
 * @param deep whether it has 16 bits a channel
 */
public record PhotoHeader(int width, int height, boolean severalPasses, boolean deep) {
  private static final PhotoHeader NONE = new PhotoHeader(0, 0, false, false);

  /** Extra bytes a pixel while several passes are put together, and the picture is turned. */
  private static final int PASSES_BYTES = 10;

  /** Extra bytes a pixel of pictures of 8 bytes a pixel in place of 4. */
  private static final int DEEP_BYTES = 16;

  /** Extra bytes a pixel while such a picture is rounded to 4 bytes. */
  private static final int ROUNDED_BYTES = 8;

  /**
   * What the header of a file says.
   *
   * @param reading how photos are read; the limits on size are left to the reading itself
   */
  public static PhotoHeader of(Path file, ReadOptions reading) {
    try {
      return of(ImageFiles.probe(file, reading.anySize()));
    } catch (IOException e) {
      return NONE;
    }
  }

  /** As {@link #of(Path, ReadOptions)}, of a file's bytes. */
  public static PhotoHeader of(byte[] file, ReadOptions reading) {
    try {
      return of(ImageFiles.probe(file, reading.anySize()));
    } catch (IOException e) {
      return NONE;
    }
  }

  private static PhotoHeader of(ImageInfo info) {
    return new PhotoHeader(
        info.width(), info.height(), info.progressive(), info.bitDepth() == Short.SIZE);
  }

  /** Pixels of the picture. */
  public long pixels() {
    return (long) width * height;
  }

  /**
   * Bytes that each pixel takes beyond those of a baseline picture of 8 bits.
   *
   * @param bits the most that pictures are read at
   */
  int extraBytesPerPixel(int bits) {
    return (severalPasses ? PASSES_BYTES : 0)
        + (deep ? bits == Short.SIZE ? DEEP_BYTES : ROUNDED_BYTES : 0);
  }
}
