package io.github.matting4j.io.jpeg;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.codec.PixelSink;
import io.github.matting4j.io.input.ReadStop;
import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A raster of 8-bit red, green and blue that keeps no pixels: rows set by a decoder are passed on
 * as packed pixels at once, so that a photo is never in memory twice.
 */
final class RgbRowRaster extends WritableRaster {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int BANDS = 3;
  private static final int OPAQUE = 0xFF000000;

  private final PixelSink<int[], ?> sink;

  RgbRowRaster(int width, int height, PixelSink<int[], ?> sink) {
    super(
        new PixelInterleavedSampleModel(
            DataBuffer.TYPE_BYTE,
            width,
            height,
            BANDS,
            Math.multiplyExact(width, BANDS),
            new int[] {0, 1, 2}),
        new DataBufferByte(1),
        new Point());
    this.sink = sink;
  }

  /** Four pixels are three ints. */
  private static void unpack(byte[] rgb, int[] argb, int to, int count) {
    int end = to + count;
    int from = 0;
    for (; to < end - 3; to += 4, from += 4 * BANDS) {
      int first = (int) INT.get(rgb, from);
      int second = (int) INT.get(rgb, from + 4);
      int third = (int) INT.get(rgb, from + 8);
      argb[to] = OPAQUE | first >>> 8;
      argb[to + 1] = OPAQUE | first << 16 | second >>> 16;
      argb[to + 2] = OPAQUE | second << 8 | third >>> 24;
      argb[to + 3] = OPAQUE | third;
    }
    for (; to < end; to++, from += BANDS) {
      argb[to] =
          OPAQUE | (rgb[from] & 0xFF) << 16 | (rgb[from + 1] & 0xFF) << 8 | (rgb[from + 2] & 0xFF);
    }
  }

  /** Takes the whole row {@code y} from the JPEG reader's one-row interleaved raster. */
  @Override
  public void setRect(int x, int y, Raster source) {
    byte[] rgb = ((DataBufferByte) source.getDataBuffer()).getData();
    int[] argb = sink.buffer();
    unpack(rgb, argb, sink.rowStart(y), source.getWidth());
    try {
      sink.rowDone(y);
    } catch (ImageReadException e) {
      throw new ReadStop(e);
    }
  }
}
