package io.github.matting4j.io.webp;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.SlicedInput;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/**
 * The plug-in of ImageIO that decodes WebP. Looked for as a service, through the thread's context
 * class loader, then through that of this library; ImageIO's registry, which is the application's,
 * is not used. Stateless.
 */
public final class WebpPlugin {
  private static final String FORMAT = "webp";

  private WebpPlugin() {}

  /** Whether there is one. */
  public static boolean isPresent() {
    return find().isPresent();
  }

  private static Optional<ImageReaderSpi> find() {
    return find(Thread.currentThread().getContextClassLoader())
        .or(() -> find(WebpPlugin.class.getClassLoader()));
  }

  static Optional<ImageReaderSpi> find(@Nullable ClassLoader loader) {
    Iterator<ImageReaderSpi> all = ServiceLoader.load(ImageReaderSpi.class, loader).iterator();
    while (true) {
      try {
        if (!all.hasNext()) {
          return Optional.empty();
        }
        ImageReaderSpi plugin = all.next();
        if (Arrays.asList(plugin.getFormatNames()).contains(FORMAT)) {
          return Optional.of(plugin);
        }
      } catch (ServiceConfigurationError e) {
        // another plug-in, which does not work here
      }
    }
  }

  /**
   * Decodes the pixels as they are stored: not turned, their colours not converted.
   *
   * @param header of the file, within the limits
   * @throws ImageReadException if there is no plug-in, or the time for reading is up
   */
  public static BufferedImage decode(FileBytes file, WebpHeader header, ReadClock clock)
      throws IOException {
    ImageReader reader = find().orElseThrow(WebpPlugin::missing).createReaderInstance(null);
    byte[] pixels = header.pixelsAlone(file);
    try (SlicedInput input = new SlicedInput(clock).append(pixels, 0, pixels.length)) {
      reader.setInput(input, true, true);
      BufferedImage decoded = reader.read(0);
      if (decoded.getWidth() != header.width() || decoded.getHeight() != header.height()) {
        throw new IOException("the plug-in decodes another size");
      }
      return decoded;
    } finally {
      reader.dispose();
    }
  }

  /**
   * Refuses a WebP where there is no plug-in.
   *
   * @throws ImageReadException if there is none
   */
  public static void require() throws ImageReadException {
    if (!isPresent()) {
      throw missing();
    }
  }

  static ImageReadException missing() {
    return new ImageReadException(
        Reason.UNSUPPORTED,
        "the file is a WebP, and no plug-in for it is on the class path: add"
            + " com.twelvemonkeys.imageio:imageio-webp, or convert the file to JPEG or PNG");
  }
}
