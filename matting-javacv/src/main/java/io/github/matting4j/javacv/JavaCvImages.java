package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import java.lang.ref.Reference;
import java.nio.Buffer;
import org.bytedeco.javacv.Frame;

/**
 * Converts between this library's pictures and mattes and JavaCV's {@code Frame}, with one copy of
 * the pixels. {@link OpenCvImages} does so for OpenCV's {@code Mat}.
 *
 * <p><b>Layouts.</b> Read are grey, BGR and BGRA of 8 or unsigned 16 bits, any distance of the
 * rows; mattes also as floats of 0..1. The colours are taken for sRGB, alpha for straight (not
 * premultiplied). Pictures are written as BGRA of their own depth, mattes as grey.
 *
 * <p><b>Ownership.</b> A picture or matte is a copy: the frame may be changed, reused or closed
 * when the method has returned, as JavaCV's grabbers do. A frame that is returned is new and has
 * native memory: the caller closes it.
 *
 * <p><b>Threads.</b> The methods may be called from any thread; no other thread may write to or
 * close the frame meanwhile.
 */
public final class JavaCvImages {
  static final int BGRA = 4;
  static final int GREY = 1;

  private JavaCvImages() {}

  /**
   * Copies a frame.
   *
   * @return a picture of 8 or 16 bits, as the frame has
   * @throws IllegalArgumentException if the frame has no picture, or one of another layout
   */
  public static Picture toPicture(Frame frame) {
    try {
      return pixels(frame).picture();
    } finally {
      Reference.reachabilityFence(frame);
    }
  }

  /**
   * Copies a grey frame as a matte: 0 is transparent, the highest value, or 1.0, is opaque.
   *
   * @throws IllegalArgumentException if the frame is not grey, or a float is outside 0..1
   */
  public static AlphaMatte toMatte(Frame frame) {
    try {
      return pixels(frame).matte();
    } finally {
      Reference.reachabilityFence(frame);
    }
  }

  /** A new BGRA frame of the picture's depth. The caller closes it. */
  public static Frame toFrame(Picture picture) {
    Frame frame =
        new Frame(
            picture.width(),
            picture.height(),
            picture.bits() == Byte.SIZE ? Frame.DEPTH_UBYTE : Frame.DEPTH_USHORT,
            BGRA);
    pixels(frame).put(picture);
    return frame;
  }

  /**
   * A new grey frame. The caller closes it.
   *
   * @param bits 8 or 16, rounded, or 32 for floats of 0..1
   * @throws IllegalArgumentException if it is another number of bits
   */
  public static Frame toFrame(AlphaMatte matte, int bits) {
    int depth =
        switch (requireMatteBits(bits)) {
          case Byte.SIZE -> Frame.DEPTH_UBYTE;
          case Short.SIZE -> Frame.DEPTH_USHORT;
          default -> Frame.DEPTH_FLOAT;
        };
    Frame frame = new Frame(matte.width(), matte.height(), depth, GREY);
    pixels(frame).put(matte);
    return frame;
  }

  /** Refuses a number of bits that mattes cannot have. */
  static int requireMatteBits(int bits) {
    if (bits != Byte.SIZE && bits != Short.SIZE && bits != Float.SIZE) {
      throw new IllegalArgumentException(
          "the number of bits is " + bits + "; it must be 8, 16, or 32 for floats");
    }
    return bits;
  }

  private static PixelBuffer pixels(Frame frame) {
    Buffer[] planes = frame.image;
    if (planes == null || planes.length == 0) {
      throw new IllegalArgumentException("the frame has no picture, only sound or data");
    }
    if (planes.length != 1) {
      throw new IllegalArgumentException(
          "the frame has "
              + planes.length
              + " planes; set the grabber to a packed format such as BGR24 or BGRA");
    }
    if (frame.imageDepth != Frame.DEPTH_UBYTE
        && frame.imageDepth != Frame.DEPTH_USHORT
        && frame.imageDepth != Frame.DEPTH_FLOAT) {
      throw new IllegalArgumentException(
          "the frame has depth "
              + frame.imageDepth
              + "; it must be 8 (unsigned), 16 (unsigned), or 32 (floats) for a matte");
    }
    return new PixelBuffer(
        planes[0], frame.imageWidth, frame.imageHeight, frame.imageChannels, frame.imageStride);
  }
}
