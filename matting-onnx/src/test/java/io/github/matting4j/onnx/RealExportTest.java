package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbResizer;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testing.SharedData;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** A genuine Paddle2ONNX export that other people trained finds a real person through our chain. */
class RealExportTest {
  private static final int WIDTH = 398;
  private static final int HEIGHT = 224;
  private static final int PLANE = WIDTH * HEIGHT;

  @Test
  void humanSegFindsThePersonOnARealPhoto() throws Exception {
    ModelFile file = ModelFile.inspect(SharedData.require("models/pp-humanseg-lite-398x224.onnx"));
    ArgbImage photo = ImageFiles.read(SharedData.require("photos/street-woman.jpg"));
    try (OnnxSession session = OnnxSession.open(file, OpenOptions.forLatency())) {
      assertThat(session.inputs()).singleElement().hasToString("x: float[1,3,224,398]");
      TensorBuffer in = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      TensorBuffer out = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      in.shape(1, 3, HEIGHT, WIDTH);
      out.shape(1, 2, HEIGHT, WIDTH);
      pack(photo, in.floats());
      session.run(in, out);
      FloatBuffer scores = out.floats();
      // Head and shoulders in the middle, a plain wall on both sides.
      assertThat(personShare(scores, 0.44, 0.30, 0.56, 0.95)).isGreaterThan(0.8);
      assertThat(personShare(scores, 0.02, 0.05, 0.25, 0.95)).isLessThan(0.05);
      assertThat(personShare(scores, 0.75, 0.05, 0.98, 0.95)).isLessThan(0.05);
    }
  }

  private static void pack(ArgbImage photo, FloatBuffer tensor) {
    RgbResizer resizer = new RgbResizer(photo.width(), photo.height(), WIDTH, HEIGHT);
    resizer.start(PixelRows.of(photo));
    TensorPacking.normalised(0.5f, 0.5f)
        .pack(
            resizer,
            new int[WIDTH],
            new float[TensorPacking.scratchLength(WIDTH)],
            tensor::put,
            WIDTH,
            HEIGHT);
  }

  /** Which share of a window, in parts of the picture, has the person's score above the other. */
  private static double personShare(
      FloatBuffer scores, double left, double top, double right, double bottom) {
    int person = 0;
    int all = 0;
    for (int y = (int) (top * HEIGHT); y < bottom * HEIGHT; y++) {
      for (int x = (int) (left * WIDTH); x < right * WIDTH; x++) {
        int i = y * WIDTH + x;
        person += scores.get(PLANE + i) > scores.get(i) ? 1 : 0;
        all++;
      }
    }
    return (double) person / all;
  }
}
