package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.Frame;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class JavaCvImagesTest {

  /** Here, because JavaCPP prints a warning about the version of OpenBLAS when it loads OpenCV. */
  @BeforeAll
  static void loadOpenCv() {
    Loader.load(opencv_core.class);
  }

  /** Any layout with random sizes and distances of rows, against values read one by one. */
  @RepeatedTest(12)
  void framesOfAnyLayoutAreRead(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int channels : new int[] {1, 3, 4}) {
      for (boolean wide : new boolean[] {false, true}) {
        int width = 1 + random.nextInt(40);
        int height = 1 + random.nextInt(30);
        int stride = width * channels + random.nextInt(9);
        int size = stride * (height - 1) + width * channels;
        Buffer data = wide ? shorts(size, random) : bytes(size, random);
        Picture picture =
            JavaCvImages.toPicture(frame(data, width, height, channels, stride, wide ? 16 : 8));
        assertThat(picture.bits()).isEqualTo(wide ? 16 : 8);
        assertThat(picture.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(height);
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int at = y * stride + x * channels;
            int blue = value(data, at);
            int green = channels == 1 ? blue : value(data, at + 1);
            int red = channels == 1 ? blue : value(data, at + 2);
            int alpha = channels == 4 ? value(data, at + 3) : wide ? 0xFFFF : 0xFF;
            assertThat(pixel(picture, x, y)).containsExactly(alpha, red, green, blue);
          }
        }
      }
    }
  }

  private static Frame frame(
      Buffer data, int width, int height, int channels, int stride, int depth) {
    Frame frame = new Frame();
    frame.image = new Buffer[] {data};
    frame.imageWidth = width;
    frame.imageHeight = height;
    frame.imageChannels = channels;
    frame.imageStride = stride;
    frame.imageDepth = depth;
    return frame;
  }

  private static ByteBuffer bytes(int size, Random random) {
    byte[] values = new byte[size];
    random.nextBytes(values);
    return random.nextBoolean()
        ? ByteBuffer.wrap(values)
        : ByteBuffer.allocateDirect(size).put(values); // its position is at the end
  }

  private static ShortBuffer shorts(int size, Random random) {
    short[] values = new short[size];
    for (int i = 0; i < size; i++) {
      values[i] = (short) random.nextInt();
    }
    return ShortBuffer.wrap(values);
  }

  private static int value(Buffer data, int at) {
    return data instanceof ByteBuffer bytes
        ? bytes.get(at) & 0xFF
        : ((ShortBuffer) data).get(at) & 0xFFFF;
  }

  private static int[] pixel(Picture picture, int x, int y) {
    if (picture instanceof ArgbImage image) {
      int argb = image.argb(x, y);
      return new int[] {argb >>> 24, argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF};
    }
    long argb = ((Argb16Image) picture).argb(x, y);
    return new int[] {
      (int) (argb >>> 48),
      (int) (argb >> 32) & 0xFFFF,
      (int) (argb >> 16) & 0xFFFF,
      (int) argb & 0xFFFF
    };
  }

  @Test
  void picturesComeBackFromFramesAndMats() {
    ArgbImage narrow = narrow(new Random(3), 17, 9);
    Argb16Image wide = wide(new Random(4), 13, 11);
    try (Frame one = JavaCvImages.toFrame(narrow);
        Frame two = JavaCvImages.toFrame(wide);
        Mat three = OpenCvImages.toMat(narrow);
        Mat four = OpenCvImages.toMat(wide)) {
      assertThat(((ArgbImage) JavaCvImages.toPicture(one)).toArray()).isEqualTo(narrow.toArray());
      assertThat(((Argb16Image) JavaCvImages.toPicture(two)).toArray()).isEqualTo(wide.toArray());
      assertThat(((ArgbImage) OpenCvImages.toPicture(three)).toArray()).isEqualTo(narrow.toArray());
      assertThat(((Argb16Image) OpenCvImages.toPicture(four)).toArray()).isEqualTo(wide.toArray());
      assertThat(three.type()).isEqualTo(opencv_core.CV_8UC4);
      assertThat(four.type()).isEqualTo(opencv_core.CV_MAKETYPE(opencv_core.CV_16U, 4));
      assertThat(one.imageChannels).isEqualTo(4);
      assertThat(two.imageDepth).isEqualTo(Frame.DEPTH_USHORT);
    }
  }

  private static ArgbImage narrow(Random random, int width, int height) {
    return ArgbImage.adopt(width, height, random.ints((long) width * height).toArray());
  }

  private static Argb16Image wide(Random random, int width, int height) {
    return Argb16Image.adopt(width, height, random.longs((long) width * height).toArray());
  }

  @RepeatedTest(6)
  void partsOfMatsAreRead(RepetitionInfo repetition) {
    Random random = new Random(100 + repetition.getCurrentRepetition());
    int width = 20 + random.nextInt(30);
    int height = 20 + random.nextInt(30);
    ArgbImage whole = narrow(random, width, height);
    int left = random.nextInt(10);
    int top = random.nextInt(10);
    int columns = 1 + random.nextInt(width - left);
    int rows = 1 + random.nextInt(height - top);
    try (Mat mat = OpenCvImages.toMat(whole);
        Rect rect = new Rect(left, top, columns, rows);
        Mat part = new Mat(mat, rect)) {
      ArgbImage read = (ArgbImage) OpenCvImages.toPicture(part);
      assertThat(read.width()).isEqualTo(columns);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          assertThat(read.argb(x, y)).isEqualTo(whole.argb(left + x, top + y));
        }
      }
    }
  }

  @Test
  void mattesComeBackAtEveryDepth() {
    Random random = new Random(5);
    float[] alpha = new float[19 * 7];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = i % 5 == 0 ? i % 2 : random.nextFloat();
    }
    AlphaMatte matte = AlphaMatte.copyOf(19, 7, alpha);
    for (int bits : new int[] {8, 16, 32}) {
      float tolerance = bits == 32 ? 0 : 0.5001f / ((1 << bits) - 1);
      try (Frame frame = JavaCvImages.toFrame(matte, bits);
          Mat mat = OpenCvImages.toMat(matte, bits)) {
        float[] fromFrame = JavaCvImages.toMatte(frame).toArray();
        float[] fromMat = OpenCvImages.toMatte(mat).toArray();
        assertThat(fromFrame).isEqualTo(fromMat);
        for (int i = 0; i < alpha.length; i++) {
          assertThat(Math.abs(fromMat[i] - alpha[i])).isLessThanOrEqualTo(tolerance);
        }
      }
    }
  }

  @Test
  void aFrameThatIsReusedDoesNotChangeThePicture() {
    byte[] values = {1, 2, 3};
    ByteBuffer data = ByteBuffer.wrap(values);
    ArgbImage picture = (ArgbImage) JavaCvImages.toPicture(frame(data, 1, 1, 3, 3, 8));
    values[0] = 9;
    assertThat(picture.argb(0, 0)).isEqualTo(0xFF030201);
  }

  @Test
  void whatIsNoPictureIsRefusedWithTheReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toPicture(new Frame()))
        .withMessageContaining("no picture");
    ByteBuffer data = ByteBuffer.allocate(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toPicture(frame(data, 4, 4, 2, 8, 8)))
        .withMessageContaining("2 channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toPicture(frame(data, 10, 4, 4, 40, 8)))
        .withMessageContaining("do not fit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toPicture(frame(data, 4, 4, 3, 12, -8)))
        .withMessageContaining("depth -8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toPicture(frame(FloatBuffer.allocate(16), 4, 4, 1, 4, 32)))
        .withMessageContaining("8 or 16 bits");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                JavaCvImages.toMatte(
                    frame(FloatBuffer.wrap(new float[] {0, 2, 0, 0}), 2, 2, 1, 2, 32)))
        .withMessageContaining("2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JavaCvImages.toMatte(frame(data, 4, 4, 4, 16, 8)))
        .withMessageContaining("4 channels");
    try (Mat empty = new Mat()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OpenCvImages.toPicture(empty))
          .withMessageContaining("empty");
    }
  }

  /** A compiler would ask callers of the other methods for OpenCV. */
  @Test
  void framesAreConvertedByAClassWithoutOpenCv() {
    assertThat(JavaCvImages.class.getDeclaredMethods())
        .extracting(Method::toGenericString)
        .isNotEmpty()
        .noneMatch(signature -> signature.contains("opencv"));
  }
}
