package io.github.matting4j.io.jpeg;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.codec.PixelSink;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.IccConversion;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.ReadNotes;
import io.github.matting4j.io.input.ReadStop;
import io.github.matting4j.io.input.SlicedInput;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Decodes JPEGs with the JDK's own reader, whatever plug-ins the class path holds. */
public final class JpegDecoder {
  private static final String JDK_READERS = "com.sun.imageio.plugins.jpeg.";

  private JpegDecoder() {}

  /** Looked up once: the registry is the host application's, and it is only read. */
  private static final class Provider {
    private static final ImageReaderSpi SPI = find();

    private static ImageReaderSpi find() {
      Iterator<ImageReaderSpi> all =
          IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
      while (all.hasNext()) {
        ImageReaderSpi spi = all.next();
        if (spi.getClass().getName().startsWith(JDK_READERS)) {
          return spi;
        }
      }
      throw new IllegalStateException(
          "the JDK's JPEG reader ("
              + JDK_READERS
              + "*) is not registered; does the application remove it from IIORegistry?");
    }
  }

  public static ArgbImage decode(
      JpegHeader header, DecodeRules rules, ReadClock clock, ReadNotes notes) throws IOException {
    JpegFrame frame = header.frame();
    ColourConversion colors =
        IccConversion.of(header.markers().profile(), frame.components() == 1, rules);
    int orientation = header.markers().orientation();
    PixelFormat<int[], ArgbImage> format = PixelFormat.ARGB8;
    PixelSink<int[], ArgbImage> sink =
        header.severalPasses()
            ? PixelSink.buffered(format, frame.width(), frame.height(), orientation, colors, clock)
            : PixelSink.sequential(
                format, frame.width(), frame.height(), orientation, colors, clock);
    ImageReader reader = Provider.SPI.createReaderInstance(null);
    try (SlicedInput input = header.decoderInput(clock)) {
      reader.setInput(input, true, true);
      reader.addIIOReadWarningListener(
          (source, warning) -> onWarning(warning, header, rules, notes));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(destination(frame, sink));
      reader.read(0, param);
    } finally {
      reader.dispose();
    }
    if (!header.isEnded()) {
      notes.add(ReadNotes.NO_END);
    }
    return sink.finish();
  }

  /** An RGB image that stores nothing and passes every row on. */
  private static BufferedImage destination(JpegFrame frame, PixelSink<int[], ArgbImage> sink) {
    ComponentColorModel rgb =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        rgb, new RgbRowRaster(frame.width(), frame.height(), sink), false, null);
  }

  /** Stops the decode at once where a warning means that pixels are wrong. */
  private static void onWarning(
      String warning, JpegHeader header, DecodeRules rules, ReadNotes notes) {
    boolean rest = warning.contains("extraneous bytes before marker");
    boolean explained = header.isEnded() || header.hasVendorTrailer();
    if ((rest && explained) || isHarmless(warning)) {
      return;
    }
    if (rules.acceptsDamage()) {
      notes.add(ReadNotes.DAMAGED);
      return;
    }
    boolean unexplainedEnd = !header.isEnded() && warning.contains("premature end of");
    boolean cut = rest || unexplainedEnd || warning.contains("Premature end of");
    throw new ReadStop(
        new ImageReadException(
            cut ? Reason.TRUNCATED : Reason.DAMAGED,
            "the JPEG's data are "
                + (cut ? "cut short" : "damaged")
                + " (decoder: \""
                + warning
                + "\"); copy or download it again, or accept damaged pictures"));
  }

  /** Scan parameters without effect that old versions of Photoshop write wrongly. */
  private static boolean isHarmless(String warning) {
    return warning.contains("Invalid SOS parameters for sequential JPEG");
  }
}
