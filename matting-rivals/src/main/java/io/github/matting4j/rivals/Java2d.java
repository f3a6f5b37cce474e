package io.github.matting4j.rivals;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Rounding;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** What the rivals on the JDK's own pictures share. */
final class Java2d {
  private Java2d() {}

  /** Scaled bilinearly. */
  static BufferedImage scaled(BufferedImage image, int width, int height, int type) {
    BufferedImage scaled = new BufferedImage(width, height, type);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  /** A matte as a grey picture. */
  static BufferedImage grey(AlphaMatte matte) {
    BufferedImage grey =
        new BufferedImage(matte.width(), matte.height(), BufferedImage.TYPE_BYTE_GRAY);
    float[] alphas = matte.toArray();
    int[] levels = new int[alphas.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Rounding.NEAREST.quantize(alphas[i], 255);
    }
    grey.getRaster().setPixels(0, 0, matte.width(), matte.height(), levels);
    return grey;
  }

  /** A grey picture as a matte. */
  static AlphaMatte matte(BufferedImage grey) {
    int width = grey.getWidth();
    int height = grey.getHeight();
    float[] alphas = grey.getRaster().getPixels(0, 0, width, height, (float[]) null);
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] /= 255f;
    }
    return AlphaMatte.adopt(width, height, alphas);
  }
}
