package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwtImagesTest {
  private static final int W = 61;
  private static final int H = 43;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_565_RGB,
        BufferedImage.TYPE_USHORT_555_RGB
      })
  void straightColoursAreWhatAwtShows(int type) {
    BufferedImage image = TestPictures.waves(W, H, type);
    int tolerance = type >= BufferedImage.TYPE_USHORT_565_RGB && type <= 9 ? 1 : 0; // rounding
    assertNear(AwtImages.from(image), TestPictures.ofGetRgb(image), tolerance);
    BufferedImage part = image.getSubimage(7, 5, 20, 11);
    assertNear(AwtImages.from(part), TestPictures.ofGetRgb(part), tolerance);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_ARGB_PRE, BufferedImage.TYPE_4BYTE_ABGR_PRE})
  void premultipliedColoursBecomeStraight(int type) {
    BufferedImage image = TestPictures.waves(W, H, type);
    assertNear(AwtImages.from(image), TestPictures.ofGetRgb(image), 1);
  }

  @Test
  void greysStayAsTheyAreStored() {
    BufferedImage bytes = new BufferedImage(W, H, BufferedImage.TYPE_BYTE_GRAY);
    bytes.getRaster().setSample(3, 4, 0, 184);
    assertThat(AwtImages.from(bytes).argb(3, 4)).isEqualTo(0xFFB8B8B8);
    BufferedImage shorts = new BufferedImage(W, H, BufferedImage.TYPE_USHORT_GRAY);
    shorts.getRaster().setSample(3, 4, 0, 184 << 8 | 0xF0);
    assertThat(AwtImages.from(shorts).argb(3, 4)).isEqualTo(0xFFB8B8B8);
    BufferedImage withAlpha = custom(ColorSpace.CS_GRAY, true, false, DataBuffer.TYPE_BYTE);
    withAlpha.getRaster().setPixel(3, 4, new int[] {184, 77});
    assertThat(AwtImages.from(withAlpha).argb(3, 4)).isEqualTo(0x4DB8B8B8);
  }

  @Test
  void sixteenBitsGiveTheirHighByte() {
    BufferedImage straight = custom(ColorSpace.CS_sRGB, true, false, DataBuffer.TYPE_USHORT);
    straight.getRaster().setPixel(1, 2, new int[] {0x12FF, 0x3400, 0x56AB, 0x80CD});
    assertThat(AwtImages.from(straight).argb(1, 2)).isEqualTo(0x80123456);
    BufferedImage opaque = custom(ColorSpace.CS_sRGB, false, false, DataBuffer.TYPE_USHORT);
    opaque.getRaster().setPixel(1, 2, new int[] {0x12FF, 0x3400, 0x56AB});
    assertThat(AwtImages.from(opaque).argb(1, 2)).isEqualTo(0xFF123456);
    BufferedImage multiplied = custom(ColorSpace.CS_sRGB, true, true, DataBuffer.TYPE_USHORT);
    multiplied.getRaster().setPixel(1, 2, new int[] {0x4000, 0x2000, 0, 0x8000});
    assertThat(AwtImages.from(multiplied).argb(1, 2)).isEqualTo(0x80804000);
  }

  @Test
  void otherColourSpacesAreConverted() {
    BufferedImage linear = custom(ColorSpace.CS_LINEAR_RGB, false, false, DataBuffer.TYPE_BYTE);
    linear.getRaster().setPixel(1, 2, new int[] {55, 55, 55}); // 0.2159 is sRGB 0.502
    int pixel = AwtImages.from(linear).argb(1, 2);
    assertThat(pixel & 0xFF).isBetween(126, 130);
    assertThat(pixel >>> 24).isEqualTo(255);
  }

  @Test
  void floatSamplesGoThroughTheirColourModel() {
    BufferedImage floats = custom(ColorSpace.CS_sRGB, false, false, DataBuffer.TYPE_FLOAT);
    floats.getRaster().setPixel(1, 2, new float[] {1f, 0.5f, 0f});
    assertThat(AwtImages.from(floats).argb(1, 2)).isEqualTo(0xFFFF8000);
  }

  @Test
  void picturesGoToAwtAndBack() {
    ArgbImage image = TestPictures.ofGetRgb(TestPictures.waves(W, H, BufferedImage.TYPE_INT_ARGB));
    BufferedImage there = AwtImages.toBuffered(image);
    assertThat(there.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertThat(TestPictures.ofGetRgb(there).toArray()).isEqualTo(image.toArray());
    assertThat(AwtImages.from(there).toArray()).isEqualTo(image.toArray());
  }

  @Test
  void matteBecomesRoundedGrey() {
    AlphaMatte matte = AlphaMatte.copyOf(4, 1, new float[] {0f, 0.5f, 0.999f, 1f});
    BufferedImage grey = AwtImages.toBuffered(matte);
    assertThat(grey.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    int[] levels = grey.getRaster().getSamples(0, 0, 4, 1, 0, (int[]) null);
    assertThat(levels).containsExactly(0, 128, 255, 255);
  }

  private static BufferedImage custom(int space, boolean alpha, boolean multiplied, int type) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            multiplied,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    WritableRaster raster = model.createCompatibleWritableRaster(W, H);
    return new BufferedImage(model, raster, multiplied, null);
  }

  private static void assertNear(ArgbImage actual, ArgbImage expected, int tolerance) {
    assertThat(actual.toString()).isEqualTo(expected.toString());
    int[] a = actual.toArray();
    int[] e = expected.toArray();
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift <= 24; shift += 8) {
        int difference = Math.abs((a[i] >>> shift & 0xFF) - (e[i] >>> shift & 0xFF));
        if (difference > tolerance) {
          assertThat(Integer.toHexString(a[i]))
              .as("pixel " + i)
              .isEqualTo(Integer.toHexString(e[i]));
        }
      }
    }
  }
}
