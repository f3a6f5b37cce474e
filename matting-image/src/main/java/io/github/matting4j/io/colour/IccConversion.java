package io.github.matting4j.io.colour;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.DecodeRules;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts rows from an ICC profile to sRGB with the JDK's colour engine, in the rendering intent
 * of the profile. Not thread-safe.
 */
public final class IccConversion implements ColourConversion {
  /** A profile that changes no probe by more is one of the many versions of sRGB. */
  private static final int SRGB_TOLERANCE = 2;

  private static final int RGB_BANDS = 3;

  private final int bands;
  private final ColorConvertOp conversion;
  private WritableRaster source;
  private WritableRaster target;
  private WritableRaster source16;
  private WritableRaster target16;

  private IccConversion(ICC_Profile profile) {
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    this.bands = profile.getNumComponents();
    this.conversion = new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null);
    this.source = row(1, bands, DataBuffer.TYPE_BYTE);
    this.target = row(1, RGB_BANDS, DataBuffer.TYPE_BYTE);
    this.source16 = row(1, bands, DataBuffer.TYPE_USHORT);
    this.target16 = row(1, RGB_BANDS, DataBuffer.TYPE_USHORT);
  }

  /**
   * The conversion of a picture with an embedded profile. None where there is no profile, where it
   * means sRGB, or where it is broken or for other colours than the picture's.
   *
   * <p>None either where the options keep profiles and this one can be kept.
   *
   * @throws ImageReadException if the options refuse profiles other than sRGB
   */
  public static ColourConversion of(Optional<byte[]> embedded, boolean grey, DecodeRules rules)
      throws ImageReadException {
    if (!grey && rules.keepsProfiles()) {
      return SRGB;
    }
    ColourConversion colors = embedded.map(bytes -> parse(bytes, grey)).orElse(SRGB);
    if (colors != SRGB && rules.refusesProfiles()) {
      throw new ImageReadException(
          Reason.UNSUPPORTED,
          "the picture carries a colour profile other than sRGB and the options refuse that;"
              + " convert it to sRGB, or read it with conversion of profiles allowed");
    }
    return colors;
  }

  /** Whether these bytes are a whole profile of grey, or of red, green and blue. */
  public static boolean isUsable(byte[] bytes, boolean grey) {
    try {
      return made(bytes, grey) != null;
    } catch (IllegalArgumentException
        | CMMException
        | ProfileDataException
        | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  private static @Nullable IccConversion made(byte[] bytes, boolean grey) {
    ICC_Profile profile = ICC_Profile.getInstance(bytes);
    int wanted = grey ? ColorSpace.TYPE_GRAY : ColorSpace.TYPE_RGB;
    if (profile.getColorSpaceType() != wanted) {
      return null;
    }
    IccConversion colors = new IccConversion(profile);
    colors.toSrgb(new int[1], 0, 1); // the engine looks at the tags only now
    return colors;
  }

  public static ColourConversion parse(byte[] bytes, boolean grey) {
    try {
      IccConversion colors = made(bytes, grey);
      return colors == null || colors.changesNothing() ? SRGB : colors;
    } catch (IllegalArgumentException
        | CMMException
        | ProfileDataException
        | ArrayIndexOutOfBoundsException e) {
      return SRGB; // broken: the pixels as they are, which is what every viewer does
    }
  }

  @Override
  public void toSrgb(int[] argb, int offset, int count) {
    if (source.getWidth() != count) {
      source = row(count, bands, DataBuffer.TYPE_BYTE);
      target = row(count, RGB_BANDS, DataBuffer.TYPE_BYTE);
    }
    byte[] in = bytes(source);
    byte[] out = bytes(target);
    unpack(argb, offset, in);
    conversion.filter(source, target);
    for (int i = offset, end = offset + count, from = 0; i < end; i++, from += RGB_BANDS) {
      argb[i] =
          (argb[i] & 0xFF000000)
              | (out[from] & 0xFF) << 16
              | (out[from + 1] & 0xFF) << 8
              | (out[from + 2] & 0xFF);
    }
  }

  @Override
  public void toSrgb(long[] argb, int offset, int count) {
    if (source16.getWidth() != count) {
      source16 = row(count, bands, DataBuffer.TYPE_USHORT);
      target16 = row(count, RGB_BANDS, DataBuffer.TYPE_USHORT);
    }
    short[] in = ((DataBufferUShort) source16.getDataBuffer()).getData();
    short[] out = ((DataBufferUShort) target16.getDataBuffer()).getData();
    for (int i = 0, to = 0; i < count; i++) {
      for (int shift = 16 * (bands - 1); shift >= 0; shift -= 16) {
        in[to++] = (short) (argb[offset + i] >>> shift);
      }
    }
    conversion.filter(source16, target16);
    for (int i = 0, from = 0; i < count; i++, from += RGB_BANDS) {
      argb[offset + i] =
          (argb[offset + i] & 0xFFFFL << 48)
              | (out[from] & 0xFFFFL) << 32
              | (out[from + 1] & 0xFFFFL) << 16
              | (out[from + 2] & 0xFFFFL);
    }
  }

  private void unpack(int[] argb, int offset, byte[] in) {
    if (bands == 1) {
      for (int i = 0; i < in.length; i++) {
        in[i] = (byte) argb[offset + i];
      }
      return;
    }
    for (int to = 0, i = offset; to < in.length; to += RGB_BANDS, i++) {
      int pixel = argb[i];
      in[to] = (byte) (pixel >> 16);
      in[to + 1] = (byte) (pixel >> 8);
      in[to + 2] = (byte) pixel;
    }
  }

  /** Tries a grid of colours and all greys. */
  private boolean changesNothing() {
    int[] probes = probes();
    int[] converted = probes.clone();
    toSrgb(converted, 0, converted.length);
    for (int i = 0; i < probes.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        if (Math.abs((probes[i] >> shift & 0xFF) - (converted[i] >> shift & 0xFF))
            > SRGB_TOLERANCE) {
          return false;
        }
      }
    }
    return true;
  }

  private int[] probes() {
    int steps = bands == 1 ? 0 : 6;
    int[] probes = new int[256 + steps * steps * steps];
    for (int grey = 0; grey < 256; grey++) {
      probes[grey] = grey * 0x010101;
    }
    for (int i = 256; i < probes.length; i++) {
      int cell = i - 256;
      int red = cell % steps * 51;
      int green = cell / steps % steps * 51;
      int blue = cell / (steps * steps) * 51;
      probes[i] = (red << 16) | (green << 8) | blue;
    }
    return probes;
  }

  private static WritableRaster row(int width, int bands, int type) {
    return Raster.createInterleavedRaster(type, width, 1, bands, null);
  }

  private static byte[] bytes(WritableRaster raster) {
    return ((DataBufferByte) raster.getDataBuffer()).getData();
  }
}
