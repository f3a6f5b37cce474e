package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.codec.PixelSink;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.IccConversion;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.webp.WebpHeader;
import io.github.matting4j.io.webp.WebpPlugin;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Makes the upright sRGB picture of a scanned WebP. Stateless. */
final class WebpRead {
  private WebpRead() {}

  /**
   * Decodes it.
   *
   * @throws ImageReadException if there is no plug-in, or the time for reading is up
   */
  static ArgbImage decode(byte[] data, WebpHeader header, DecodeRules rules, ReadClock clock)
      throws IOException {
    ColourConversion colours = IccConversion.of(header.profile(), false, rules);
    BufferedImage decoded = WebpPlugin.decode(FileBytes.of(data), header, clock);
    AwtRows rows = AwtRows.of(decoded);
    PixelSink<int[], ArgbImage> sink =
        PixelSink.sequential(
            PixelFormat.ARGB8,
            header.width(),
            header.height(),
            header.orientation(),
            colours,
            clock);
    for (int y = 0; y < header.height(); y++) {
      rows.read(y, sink.buffer(), sink.rowStart(y));
      sink.rowDone(y);
    }
    return sink.finish();
  }
}
