package io.github.matting4j.spark;

import io.github.matting4j.testing.SharedData;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Photos of people, scaled and cut to one size; each as they are and mirrored. */
final class HdPhotos {
  private HdPhotos() {}

  /**
   * Writes JPEG files; the distinct ones in turn.
   *
   * @param sizes width and height
   * @param photos how many files
   */
  static void write(Path folder, int[] sizes, int photos) throws IOException {
    Files.createDirectories(folder);
    List<Path> distinct = new ArrayList<>();
    List<Path> originals;
    try (Stream<Path> files = Files.list(SharedData.require("photos"))) {
      originals = files.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().toList();
    }
    for (int i = 0; i < photos; i++) {
      Path file = folder.resolve("p%05d.jpg".formatted(i));
      if (i < 2 * originals.size()) {
        BufferedImage original = ImageIO.read(originals.get(i / 2).toFile());
        ImageIO.write(scaled(original, sizes[0], sizes[1], i % 2 == 1), "jpg", file.toFile());
        distinct.add(file);
      } else {
        Files.copy(distinct.get(i % distinct.size()), file);
      }
    }
  }

  private static BufferedImage scaled(BufferedImage from, int width, int height, boolean mirrored) {
    double scale = Math.max((double) width / from.getWidth(), (double) height / from.getHeight());
    int w = (int) Math.ceil(from.getWidth() * scale);
    int h = (int) Math.ceil(from.getHeight() * scale);
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int x = (width - w) / 2;
    int y = (height - h) / 2;
    graphics.drawImage(from, mirrored ? x + w : x, y, mirrored ? -w : w, h, null);
    graphics.dispose();
    return to;
  }
}
