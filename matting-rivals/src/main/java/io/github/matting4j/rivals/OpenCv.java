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
import io.github.matting4j.onnx.size.InputGeometry;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV for everything, its own network engine included, through bytedeco's bindings. */
final class OpenCv implements Rival<Mat> {
  private final Net net;

  OpenCv(Path graph) {
    setNumThreads(1);
    this.net = readNetFromONNX(graph.toString());
  }

  @Override
  public String name() {
    return "OpenCV";
  }

  @Override
  public Mat decode(byte[] jpeg) {
    try (BytePointer bytes = new BytePointer(jpeg);
        Mat file = new Mat(1, jpeg.length, CV_8UC1, bytes)) {
      return imdecode(file, IMREAD_COLOR);
    }
  }

  @Override
  public Mat grey(AlphaMatte matte) {
    float[] values = matte.toArray();
    byte[] levels = new byte[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) Rounding.NEAREST.quantize(values[i], 255);
    }
    Mat grey = new Mat(matte.height(), matte.width(), CV_8UC1);
    grey.data().put(levels);
    return grey;
  }

  /** The alpha of what the network saw of the photo, without the padding. */
  private Mat smallAlpha(Mat image) {
    InputGeometry fit = Letterbox.of(image.cols(), image.rows());
    int width = fit.resizedWidth();
    int height = fit.resizedHeight();
    Mat small = new Mat();
    resize(image, small, new Size(width, height), 0, 0, INTER_LINEAR);
    Mat floats = new Mat();
    small.convertTo(floats, CV_32FC3, 1 / 127.5, -1);
    Mat padded = new Mat();
    copyMakeBorder(
        floats,
        padded,
        0,
        Letterbox.SIDE - height,
        0,
        Letterbox.SIDE - width,
        BORDER_CONSTANT,
        new Scalar(0, 0, 0, 0));
    Mat blob = blobFromImage(padded, 1, new Size(), new Scalar(0, 0, 0, 0), true, false, CV_32F);
    net.setInput(blob);
    Mat output = net.forward();
    Mat plane = output.reshape(1, Letterbox.SIDE);
    return new Mat(plane, new Rect(0, 0, width, height));
  }

  private Mat enlargedAlpha(Mat photo) {
    Mat full = new Mat();
    resize(smallAlpha(photo), full, photo.size(), 0, 0, INTER_LINEAR);
    return full;
  }

  @Override
  public Integer alpha(Mat photo) {
    try (PointerScope scope = new PointerScope()) {
      return smallAlpha(photo).rows();
    }
  }

  @Override
  public AlphaMatte matte(Mat photo) {
    try (PointerScope scope = new PointerScope()) {
      float[] alphas = new float[photo.cols() * photo.rows()];
      FloatBuffer values = enlargedAlpha(photo).createBuffer();
      values.get(alphas);
      return AlphaMatte.adopt(photo.cols(), photo.rows(), alphas);
    }
  }

  @Override
  public byte[] cutOut(byte[] jpeg, Optional<Mat> replacement) {
    try (PointerScope scope = new PointerScope()) {
      Mat decoded = decode(jpeg);
      Mat made = new Mat();
      enlargedAlpha(decoded).convertTo(made, CV_8U, 255, 0);
      Mat cutOut = new Mat();
      cvtColor(decoded, cutOut, COLOR_BGR2BGRA);
      insertChannel(replacement.orElse(made), cutOut, 3);
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
  }
}
