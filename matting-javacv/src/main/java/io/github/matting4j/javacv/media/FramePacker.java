package io.github.matting4j.javacv.media;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/**
 * Pictures and mattes as native frames of an encoder's pixel format and size. Where the encoder
 * needs even sides, the last column and row are repeated. Not thread-safe.
 */
final class FramePacker implements AutoCloseable {
  private static final float MAX_16 = 65535f;

  private final int width;
  private final int height;
  private final int codedWidth;
  private final int codedHeight;
  private final int pixels;
  private final AVFrame source = Ffmpeg.allocated(avutil.av_frame_alloc());
  private final AVFrame target = Ffmpeg.allocated(avutil.av_frame_alloc());
  private final Rescaler rescaler = Rescaler.toBeEncoded();
  private final boolean matte;

  /**
   * For pictures of one size.
   *
   * @param matte whether {@link #pack(AlphaMatte)} is to be used instead of {@link
   *     #pack(ArgbImage)}
   */
  FramePacker(int width, int height, VideoFormat.Coding coding, boolean matte)
      throws VideoException {
    this.width = width;
    this.height = height;
    this.codedWidth = coding.evenSides() ? width + (width & 1) : width;
    this.codedHeight = coding.evenSides() ? height + (height & 1) : height;
    this.pixels = coding.pixels();
    this.matte = matte;
    describe(source, sourcePixels());
    source.color_range(avutil.AVCOL_RANGE_JPEG);
    source.colorspace(matte ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_RGB);
    Ffmpeg.check(avutil.av_frame_get_buffer(source, 0), "allocating a frame");
    if (converts()) {
      describe(target, pixels);
      target.color_range(avutil.AVCOL_RANGE_MPEG).colorspace(avutil.AVCOL_SPC_BT709);
      Ffmpeg.check(avutil.av_frame_get_buffer(target, 0), "allocating a frame");
    }
  }

  private void describe(AVFrame frame, int format) {
    frame.format(format).width(codedWidth).height(codedHeight);
    frame.color_primaries(avutil.AVCOL_PRI_BT709).color_trc(avutil.AVCOL_TRC_BT709);
  }

  private int sourcePixels() {
    if (matte) {
      return avutil.AV_PIX_FMT_GRAY16LE;
    }
    return pixels == avutil.AV_PIX_FMT_BGR0 ? pixels : avutil.AV_PIX_FMT_BGRA;
  }

  private boolean converts() {
    return pixels != sourcePixels();
  }

  int codedWidth() {
    return codedWidth;
  }

  int codedHeight() {
    return codedHeight;
  }

  /** The frame of a picture, valid until the next one. */
  AVFrame pack(ArgbImage image) throws VideoException {
    checkSize(image.width(), image.height());
    Ffmpeg.check(avutil.av_frame_make_writable(source), "allocating a frame");
    int[] row = new int[codedWidth];
    IntPointer to = new IntPointer(source.data(0));
    long stride = source.linesize(0) / Integer.BYTES;
    for (int y = 0; y < codedHeight; y++) {
      image.readRow(Math.min(y, height - 1), row, 0);
      row[codedWidth - 1] = row[width - 1];
      to.position(y * stride).put(row, 0, codedWidth);
    }
    return converted();
  }

  /** The frame of a matte, valid until the next one. */
  AVFrame pack(AlphaMatte alpha) throws VideoException {
    checkSize(alpha.width(), alpha.height());
    Ffmpeg.check(avutil.av_frame_make_writable(source), "allocating a frame");
    float[] row = new float[codedWidth];
    short[] grey = new short[codedWidth];
    ShortPointer to = new ShortPointer(source.data(0));
    long stride = source.linesize(0) / Short.BYTES;
    for (int y = 0; y < codedHeight; y++) {
      alpha.readRow(Math.min(y, height - 1), row, 0);
      row[codedWidth - 1] = row[width - 1];
      for (int x = 0; x < codedWidth; x++) {
        grey[x] = (short) (row[x] * MAX_16 + 0.5f);
      }
      to.position(y * stride).put(grey, 0, codedWidth);
    }
    return converted();
  }

  private void checkSize(int actualWidth, int actualHeight) {
    if (actualWidth != width || actualHeight != height) {
      throw new IllegalArgumentException(
          "the picture is "
              + actualWidth
              + "x"
              + actualHeight
              + " and the video "
              + width
              + "x"
              + height
              + "; all pictures of a video have one size");
    }
  }

  private AVFrame converted() throws VideoException {
    if (!converts()) {
      return source;
    }
    Ffmpeg.check(avutil.av_frame_make_writable(target), "allocating a frame");
    rescaler.convert(source, target, "converting a frame");
    return target;
  }

  @Override
  public void close() {
    rescaler.close();
    avutil.av_frame_free(source);
    avutil.av_frame_free(target);
  }
}
