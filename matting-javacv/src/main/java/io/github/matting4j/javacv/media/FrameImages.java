package io.github.matting4j.javacv.media;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.colour.ColourConversion;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/** Decoded native frames as upright pictures of one size. Not thread-safe. */
final class FrameImages implements AutoCloseable {
  private final int width;
  private final int height;
  private final Orientation orientation;
  private final Rescaler rescaler = Rescaler.ofDecoded();
  private final AVFrame bgra = Ffmpeg.allocated(avutil.av_frame_alloc());
  private final int[] row;
  private int primaries = avutil.AVCOL_PRI_UNSPECIFIED;
  private ColourConversion gamut = ColourConversion.SRGB;

  /**
   * For frames of one stream.
   *
   * @param width of a stored frame; those of other sizes are scaled
   */
  FrameImages(int width, int height, Orientation orientation) throws VideoException {
    this.width = width;
    this.height = height;
    this.orientation = orientation;
    this.row = new int[width];
    bgra.format(avutil.AV_PIX_FMT_BGRA).width(width).height(height);
    bgra.color_range(avutil.AVCOL_RANGE_JPEG).colorspace(avutil.AVCOL_SPC_RGB);
    Ffmpeg.check(avutil.av_frame_get_buffer(bgra, 0), "allocating a frame");
  }

  /** A copy of the frame's pixels. */
  ArgbImage image(AVFrame frame) throws VideoException {
    AVFrame packed = frame;
    if (frame.format() != avutil.AV_PIX_FMT_BGRA
        || frame.width() != width
        || frame.height() != height) {
      Colours.complete(frame);
      bgra.color_primaries(frame.color_primaries()); // or FFmpeg converts them, too bright
      bgra.color_trc(frame.color_trc());
      rescaler.convert(frame, bgra, "converting a frame");
      packed = bgra;
    }
    int[] upright = new int[width * height];
    IntPointer pixels = new IntPointer(packed.data(0));
    long stride = packed.linesize(0) / Integer.BYTES;
    if (orientation == Orientation.UPRIGHT && stride == width) {
      pixels.get(upright);
    } else {
      for (int y = 0; y < height; y++) {
        pixels.position(y * stride).get(row, 0, width);
        orientation.place(row, y, width, height, upright);
      }
    }
    gamut(frame.color_primaries()).toSrgb(upright, 0, upright.length);
    return orientation.exchangesSides()
        ? ArgbImage.adopt(height, width, upright)
        : ArgbImage.adopt(width, height, upright);
  }

  private ColourConversion gamut(int ofFrame) {
    if (ofFrame != primaries) {
      primaries = ofFrame;
      gamut = Colours.toSrgb(ofFrame);
    }
    return gamut;
  }

  /** Whether the colours of the last frame had to be converted to those of sRGB. */
  boolean isWideGamut() {
    return gamut != ColourConversion.SRGB;
  }

  @Override
  public void close() {
    avutil.av_frame_free(bgra);
    rescaler.close();
  }
}
