package io.github.matting4j.io;

import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.metadata.ExifCleaning;
import io.github.matting4j.io.metadata.TiffDirectory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A photo's EXIF as it is passed on to pictures made of it: camera, lens, exposure, date, place.
 * The orientation is set to 1, because pictures here are upright. Kept are the main directory and
 * those of exposure, place and interoperability, each with its values, the maker's notes included.
 * Everything else in the block is cleared: further directories, which hold thumbnails, and
 * thumbnails wherever else they are named, because they show the photo as it was. Sizes in it are
 * the photo's.
 *
 * <p>Immutable and thread-safe.
 */
public final class Exif {
  private static final int MAKE = 0x010F;
  private static final int MODEL = 0x0110;

  private final byte[] block;

  private Exif(byte[] block) {
    this.block = block;
  }

  /**
   * The EXIF of a block that begins with a TIFF header; empty where the block is empty or broken,
   * so that only valid parts are passed on.
   */
  static Optional<Exif> of(byte[] block) {
    try {
      return block.length == 0 ? Optional.empty() : ExifCleaning.cleaned(block).map(Exif::new);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The camera's maker, as the file names it. */
  public Optional<String> make() {
    return text(MAKE);
  }

  /** The camera's model, as the file names it. */
  public Optional<String> model() {
    return text(MODEL);
  }

  private Optional<String> text(int tag) {
    try {
      return TiffDirectory.first(FileBytes.of(block)).text(tag);
    } catch (IOException e) {
      throw new AssertionError(e); // was read when this was made
    }
  }

  /** A copy of the block, from its TIFF header on. */
  public byte[] toByteArray() {
    return block.clone();
  }

  byte[] bytes() {
    return block;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Exif exif && Arrays.equals(block, exif.block);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(block);
  }

  @Override
  public String toString() {
    return "Exif[" + block.length + " bytes]";
  }
}
