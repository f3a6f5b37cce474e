package io.github.matting4j.cli;

import java.awt.Color;
import java.awt.Graphics2D;
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

  /** Something like a portrait: head and shoulders before a calm wall. */
  public static Path portrait(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0x9FB4C0));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(new Color(0x2B3A55));
    g.fillOval(15, 160, 150, 160);
    g.setColor(new Color(0x3A2A1E));
    g.fillOval(48, 30, 84, 110);
    g.setColor(new Color(0xD9A789));
    g.fillRect(75, 130, 30, 45);
    g.fillOval(57, 48, 66, 95);
    g.setColor(new Color(0x30231C));
    g.fillOval(70, 85, 9, 6);
    g.fillOval(100, 85, 9, 6);
    g.setColor(new Color(0xA85A50));
    g.fillOval(78, 116, 24, 8);
    g.dispose();
    return write(image, file);
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
