package io.github.matting4j.javacv;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The pixels of a {@code Mat}. A class of its own, so that OpenCV is needed for {@code Mat} only.
 */
final class MatPixels {
  private MatPixels() {}

  /** A view, valid as long as the mat. */
  static PixelBuffer of(Mat mat) {
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

  static Mat allocate(int width, int height, int bits, int channels) {
    int depth =
        bits == Byte.SIZE
            ? opencv_core.CV_8U
            : bits == Short.SIZE ? opencv_core.CV_16U : opencv_core.CV_32F;
    return new Mat(height, width, opencv_core.CV_MAKETYPE(depth, channels));
  }
}
