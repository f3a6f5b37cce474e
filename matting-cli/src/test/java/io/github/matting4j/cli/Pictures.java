package io.github.matting4j.cli;

import io.github.matting4j.portraits.SyntheticPortraits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Pictures for the command line to read, and those it wrote. */
public final class Pictures {
  static final int WIDTH = 180;
  static final int HEIGHT = 240;

  private Pictures() {}

  /** A drawn portrait: head and shoulders. */
  public static Path portrait(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, WIDTH, HEIGHT, Portrait.ARGB, 0, WIDTH);
    return write(image, file);
  }

  private static final class Portrait {
    static final int[] ARGB =
        SyntheticPortraits.headAndShoulders(1).size(WIDTH, HEIGHT).render().argb();
  }

  /** Columns of two colours. */
  public static Path halves(int width, int height, int left, int right, Path file)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? left : right);
      }
    }
    return write(image, file);
  }

  private static Path write(BufferedImage image, Path file) throws IOException {
    String format =
        file.toString().toLowerCase(java.util.Locale.ROOT).endsWith("png") ? "png" : "jpg";
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("cannot write " + file);
    }
    return file;
  }

  /** A picture that the command line wrote. */
  public static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + " is no picture");
    }
    return image;
  }

  /** The samples of a grey picture. */
  static int[] samples(Path file) throws IOException {
    BufferedImage image = read(file);
    return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
  }

  /** The names in a folder, sorted. */
  public static String[] names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
