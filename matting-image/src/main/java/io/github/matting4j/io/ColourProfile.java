package io.github.matting4j.io;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.IccConversion;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An ICC profile of red, green and blue, as the bytes embedded in a file: it defines the colours
 * that the picture's values stand for.
 *
 * <p>Immutable and thread-safe.
 */
public final class ColourProfile {
  private final byte[] bytes;

  private ColourProfile(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A profile from a copy of its bytes.
   *
   * @throws IllegalArgumentException if they are no profile of red, green and blue that the JDK's
   *     colour engine takes
   */
  public static ColourProfile of(byte[] bytes) {
    return usable(Optional.of(bytes))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    bytes.length + " bytes are no usable ICC profile of red, green and blue"));
  }

  /** The embedded profile if it is one of red, green and blue, and whole. */
  static Optional<ColourProfile> usable(Optional<byte[]> embedded) {
    return embedded
        .filter(bytes -> IccConversion.isUsable(bytes, false))
        .map(bytes -> new ColourProfile(bytes.clone()));
  }

  /** A copy of the profile's bytes, as files hold them. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  byte[] bytes() {
    return bytes;
  }

  /** The picture converted from this profile's colours to sRGB, at its own depth. */
  public Picture toSrgb(Picture picture) {
    Objects.requireNonNull(picture, "picture");
    ColourConversion colors = IccConversion.parse(bytes, false);
    int width = picture.width();
    int height = picture.height();
    return picture instanceof Argb16Image argb16
        ? converted(PixelFormat.ARGB16, argb16.toArray(), colors, width, height)
        : converted(PixelFormat.ARGB8, picture.toArgb().toArray(), colors, width, height);
  }

  private static <A, P extends Picture> P converted(
      PixelFormat<A, P> format, A pixels, ColourConversion colors, int width, int height) {
    for (int y = 0; y < height; y++) {
      format.toSrgb(colors, pixels, y * width, width);
    }
    return format.picture(width, height, pixels);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColourProfile profile && Arrays.equals(bytes, profile.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ColourProfile[" + bytes.length + " bytes]";
  }
}
