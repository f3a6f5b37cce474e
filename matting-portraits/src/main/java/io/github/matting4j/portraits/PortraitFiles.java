package io.github.matting4j.portraits;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes portraits as PNG files. Stateless. */
public final class PortraitFiles {
  private PortraitFiles() {}

  /**
   * Writes {@code NAME-photo.png}, {@code NAME-alpha.png} (16-bit grey), {@code
   * NAME-foreground.png} and {@code NAME-background.png} into an existing folder.
   */
  public static void write(SyntheticPortrait portrait, Path folder) throws IOException {
    int w = portrait.width();
    int h = portrait.height();
    colour(portrait.argb(), w, h, folder.resolve(portrait.name() + "-photo.png"));
    alpha16(portrait.alpha(), w, h, folder.resolve(portrait.name() + "-alpha.png"));
    colour(portrait.foreground(), w, h, folder.resolve(portrait.name() + "-foreground.png"));
    colour(portrait.background(), w, h, folder.resolve(portrait.name() + "-background.png"));
  }

  private static void colour(int[] argb, int w, int h, Path file) throws IOException {
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, w, h, argb, 0, w);
    save(image, file);
  }

  private static void alpha16(float[] alpha, int w, int h, Path file) throws IOException {
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_USHORT_GRAY);
    short[] out = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < out.length; i++) {
      out[i] = (short) (int) (alpha[i] * 65535f + 0.5f);
    }
    save(image, file);
  }

  private static void save(BufferedImage image, Path file) throws IOException {
    Files.deleteIfExists(file);
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("no PNG writer for " + file);
    }
  }
}
