package io.github.matting4j.io.jpeg;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.codec.EncodeSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes baseline JPEG (4:2:0) with the JDK's own writer, whatever plug-ins are on the class path
 * and however ImageIO is set up. Streams are flushed, never closed.
 *
 * <p>Immutable and thread-safe.
 */
public final class JpegEncoder {
  private static final String JDK_WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi";

  private final EncodeSettings settings;

  public JpegEncoder(EncodeSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes an opaque picture.
   *
   * @throws IllegalArgumentException if a pixel is not opaque
   */
  public void write(ArgbImage image, OutputStream target) throws IOException {
    if (!image.isOpaque()) {
      throw new IllegalArgumentException(
          image
              + " has transparent pixels and JPEG has no transparency; compose it onto a background"
              + " first or write .png");
    }
    ImageWriter writer = jdkWriter();
    // In memory on purpose: ImageIO's default would make a temporary file of its own.
    MemoryCacheImageOutputStream stream =
        new MemoryCacheImageOutputStream(new JpegSegments(target, settings));
    try {
      writer.setOutput(stream);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(settings.jpegQuality());
      writer.write(null, new IIOImage(buffered(image), null, null), parameters);
      stream.flush();
      target.flush();
    } finally {
      writer.dispose();
      closeQuietly(stream);
    }
  }

  /** Frees the stream's memory; all that matters was flushed, or has failed, before. */
  private static void closeQuietly(MemoryCacheImageOutputStream stream) {
    try {
      stream.close();
    } catch (IOException ignored) {
      // The first error is the one to report.
    }
  }

  private static BufferedImage buffered(ArgbImage image) {
    int width = image.width();
    int height = image.height();
    BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.readRow(y, row, 0);
      buffered.getRaster().setDataElements(0, y, width, 1, row);
    }
    return buffered;
  }

  private static ImageWriter jdkWriter() throws IOException {
    Iterator<ImageWriterSpi> writers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, true);
    while (writers.hasNext()) {
      ImageWriterSpi candidate = writers.next();
      if (candidate.getClass().getName().equals(JDK_WRITER)) {
        return candidate.createWriterInstance();
      }
    }
    throw new IOException("this Java runtime has no JPEG writer of its own; write .png instead");
  }
}
