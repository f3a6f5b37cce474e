package io.github.matting4j.onnx;

import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.RgbResizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One step of a geometry with its buffers, forward and inverse. Not thread-safe. */
interface Stage {
  /** The picture after the step. */
  PixelRows forward(PixelRows picture);

  /** The alpha before the step. */
  AlphaRows inverse(AlphaRows alpha);

  /** The stages of a geometry; steps that change nothing have none. */
  static List<Stage> all(InputGeometry geometry) {
    List<Stage> stages = new ArrayList<>();
    int width = geometry.sourceWidth();
    int height = geometry.sourceHeight();
    for (InputGeometry.Step step : geometry.steps()) {
      if (step.width() != width || step.height() != height) {
        stages.add(
            step instanceof InputGeometry.Pad pad
                ? new Padding(width, height, pad)
                : new Resizing(width, height, step));
      }
      width = step.width();
      height = step.height();
    }
    return stages;
  }

  /** A resize. */
  final class Resizing implements Stage {
    private final RgbResizer forth;
    private final AlphaResizer back;

    Resizing(int width, int height, InputGeometry.Step step) {
      forth = new RgbResizer(width, height, step.width(), step.height());
      back = new AlphaResizer(step.width(), step.height(), width, height);
    }

    @Override
    public PixelRows forward(PixelRows picture) {
      forth.start(picture);
      return forth;
    }

    @Override
    public AlphaRows inverse(AlphaRows alpha) {
      back.start(alpha);
      return back;
    }
  }

  /**
   * Padding right and below. {@link InputGeometry.Pad#ZERO} needs no forward step, because packing
   * fills the area outside the picture with zeros.
   *
   * @param width columns of the picture without padding
   * @param height rows of the picture without padding
   * @param pad the step
   */
  record Padding(int width, int height, InputGeometry.Pad pad) implements Stage {
    @Override
    public PixelRows forward(PixelRows picture) {
      return pad.rgb() == InputGeometry.Pad.ZERO ? picture : new PaddedRows(picture, pad);
    }

    @Override
    public AlphaRows inverse(AlphaRows alpha) {
      return new CroppedRows(alpha, width, height);
    }
  }

  /**
   * A picture and its padding.
   *
   * @param picture top left
   * @param pad the whole size and the colour of the rest
   */
  record PaddedRows(PixelRows picture, InputGeometry.Pad pad) implements PixelRows {
    @Override
    public int width() {
      return pad.width();
    }

    @Override
    public int height() {
      return pad.height();
    }

    @Override
    public void read(int y, int[] target) {
      int filled = 0;
      if (y < picture.height()) {
        picture.read(y, target);
        filled = picture.width();
      }
      Arrays.fill(target, filled, pad.width(), pad.rgb());
    }
  }

  /** The top left of a plane. */
  final class CroppedRows implements AlphaRows {
    private final AlphaRows whole;
    private final int width;
    private final int height;
    private final float[] row;

    CroppedRows(AlphaRows whole, int width, int height) {
      this.whole = whole;
      this.width = width;
      this.height = height;
      this.row = new float[whole.width()];
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public void read(int y, float[] target, int offset) {
      whole.read(y, row, 0);
      System.arraycopy(row, 0, target, offset, width);
    }
  }
}
