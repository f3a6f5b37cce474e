package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import java.lang.ref.Reference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Converts between this library's pictures and mattes and OpenCV's {@code Mat}, with one copy of
 * the pixels; parts of larger mats are read too. Layouts, ownership and threads are those of {@link
 * JavaCvImages}.
 *
 * <p>A class of its own, as it alone needs OpenCV: compilers load the parameter types of all
 * methods of a name, so that a method with {@code Mat} next to one with {@code Frame} would ask
 * every caller for OpenCV.
 */
public final class OpenCvImages {
  private OpenCvImages() {}

  /**
   * Copies a mat.
   *
   * @return a picture of 8 or 16 bits, as the mat has
   * @throws IllegalArgumentException if the mat is empty or of another layout
   */
  public static Picture toPicture(Mat mat) {
    try {
      return pixels(mat).picture();
    } finally {
      Reference.reachabilityFence(mat);
    }
  }

  /**
   * Copies a grey mat as a matte: 0 is transparent, the highest value, or 1.0, is opaque.
   *
   * @throws IllegalArgumentException if the mat is not grey, or a float is outside 0..1
   */
  public static AlphaMatte toMatte(Mat mat) {
    try {
      return pixels(mat).matte();
    } finally {
      Reference.reachabilityFence(mat);
    }
  }

  /** A new BGRA mat of the picture's depth. The caller closes it. */
  public static Mat toMat(Picture picture) {
    Mat mat = allocate(picture.width(), picture.height(), picture.bits(), JavaCvImages.BGRA);
    pixels(mat).put(picture);
    return mat;
  }

  /**
   * A new grey mat. The caller closes it.
   *
   * @param bits 8 or 16, rounded, or 32 for floats of 0..1
   * @throws IllegalArgumentException if it is another number of bits
   */
  public static Mat toMat(AlphaMatte matte, int bits) {
    Mat mat =
        allocate(
            matte.width(), matte.height(), JavaCvImages.requireMatteBits(bits), JavaCvImages.GREY);
    pixels(mat).put(matte);
    return mat;
  }

  /** A view, valid as long as the mat. */
  private static PixelBuffer pixels(Mat mat) {
    if (mat.isNull() || mat.dims() != 2 || mat.empty()) {
      throw new IllegalArgumentException("the mat is empty or not two-dimensional");
    }
    long bytes = (mat.rows() - 1) * mat.step(0) + mat.cols() * mat.elemSize();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the mat has " + bytes + " bytes; at most 2 GiB are supported");
    }
    ByteBuffer data =
        new BytePointer(mat.data()).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    Buffer typed =
        switch (mat.depth()) {
          case opencv_core.CV_8U -> data;
          case opencv_core.CV_16U -> data.asShortBuffer();
          case opencv_core.CV_32F -> data.asFloatBuffer();
          default ->
              throw new IllegalArgumentException(
                  "the mat has depth "
                      + mat.depth()
                      + "; it must be CV_8U, CV_16U, or CV_32F for a matte");
        };
    int stride = Math.toIntExact(mat.step(0) / mat.elemSize1());
    return new PixelBuffer(typed, mat.cols(), mat.rows(), mat.channels(), stride);
  }

  private static Mat allocate(int width, int height, int bits, int channels) {
    int depth =
        bits == Byte.SIZE
            ? opencv_core.CV_8U
            : bits == Short.SIZE ? opencv_core.CV_16U : opencv_core.CV_32F;
    return new Mat(height, width, opencv_core.CV_MAKETYPE(depth, channels));
  }
}
