package io.github.matting4j.rivals;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Rounding;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV for everything, its own network engine included, through bytedeco's bindings. */
final class OpenCv implements Rival {
  private final RivalInput given;
  private final Net net;
  private final Mat photo;
  private final Mat matte;

  OpenCv(RivalInput given) {
    setNumThreads(1);
    this.given = given;
    this.net = readNetFromONNX(given.graph().toString());
    this.photo = decode();
    AlphaMatte alphas = given.picture().matte();
    float[] values = alphas.toArray();
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Rounding.NEAREST.quantize(values[i], 255);
    }
    this.matte = new Mat(alphas.height(), alphas.width(), CV_8UC1);
    matte.data().put(levels);
  }

  @Override
  public String name() {
    return "OpenCV";
  }

  private Mat decode() {
    try (BytePointer bytes = new BytePointer(given.jpeg());
        Mat file = new Mat(1, given.jpeg().length, CV_8UC1, bytes)) {
      return imdecode(file, IMREAD_COLOR);
    }
  }

  /** The alpha of what the network saw of the photo, without the padding. */
  private Mat alpha(Mat image) {
    int width = given.fit().resizedWidth();
    int height = given.fit().resizedHeight();
    Mat small = new Mat();
    resize(image, small, new Size(width, height), 0, 0, INTER_LINEAR);
    Mat floats = new Mat();
    small.convertTo(floats, CV_32FC3, 1 / 127.5, -1);
    Mat padded = new Mat();
    copyMakeBorder(
        floats,
        padded,
        0,
        RivalInput.SIDE - height,
        0,
        RivalInput.SIDE - width,
        BORDER_CONSTANT,
        new Scalar(0, 0, 0, 0));
    Mat blob = blobFromImage(padded, 1, new Size(), new Scalar(0, 0, 0, 0), true, false, CV_32F);
    net.setInput(blob);
    Mat output = net.forward();
    Mat plane = output.reshape(1, RivalInput.SIDE);
    return new Mat(plane, new Rect(0, 0, width, height));
  }

  private Mat enlarged(Mat alpha) {
    Mat full = new Mat();
    resize(alpha, full, new Size(given.width(), given.height()), 0, 0, INTER_LINEAR);
    return full;
  }

  @Override
  public Integer alpha() {
    try (PointerScope scope = new PointerScope()) {
      return alpha(photo).rows();
    }
  }

  @Override
  public AlphaMatte matte() {
    try (PointerScope scope = new PointerScope()) {
      float[] alphas = new float[given.width() * given.height()];
      FloatBuffer values = enlarged(alpha(photo)).createBuffer();
      values.get(alphas);
      return AlphaMatte.adopt(given.width(), given.height(), alphas);
    }
  }

  @Override
  public byte[] jpegToCutOut() {
    try (PointerScope scope = new PointerScope()) {
      Mat decoded = decode();
      Mat full = new Mat();
      enlarged(alpha(decoded)).convertTo(full, CV_8U, 255, 0);
      Mat cutOut = new Mat();
      cvtColor(decoded, cutOut, COLOR_BGR2BGRA);
      insertChannel(matte, cutOut, 3);
      BytePointer png = new BytePointer();
      if (!imencode(".png", cutOut, png)) {
        throw new IllegalStateException("OpenCV wrote no PNG");
      }
      byte[] bytes = new byte[Math.toIntExact(png.limit())];
      png.get(bytes);
      return bytes;
    }
  }

  @Override
  public void close() {
    net.close();
    photo.close();
    matte.close();
  }
}
