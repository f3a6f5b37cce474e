package example;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A head and shoulders before a wall. */
final class TestPhoto {
  private TestPhoto() {}

  static byte[] jpeg(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, width, height, Color.GRAY));
    g.fillRect(0, 0, width, height);
    g.setColor(new Color(0xC89878));
    g.fillOval(width / 3, height / 6, width / 3, height / 3);
    g.setColor(new Color(0x304060));
    g.fillOval(width / 6, height / 2, width * 2 / 3, height);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
