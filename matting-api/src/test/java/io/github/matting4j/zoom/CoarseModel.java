package io.github.matting4j.zoom;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.FakeNetwork;
import io.github.matting4j.testing.RunReports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that sees a photo as a few cells: alpha is the mean green of the cell. So it sees more of
 * a crop than of the photo.
 */
class CoarseModel implements MattingModel {
  private final int columns;
  private final int rows;
  private final Duration time;

  /** Every photo and crop that was run, and its limits. */
  final List<ArgbImage> runs = new ArrayList<>();

  final List<RunControl> controls = new ArrayList<>();

  CoarseModel(int columns, int rows, Duration time) {
    this.columns = columns;
    this.rows = rows;
    this.time = time;
  }

  CoarseModel() {
    this(32, 32, Duration.ofMillis(1));
  }

  /** What happens before the run of this number, from 1. */
  void before(int run) {}

  /** The alpha of a cell with this much green, 0..1. */
  float alpha(int run, float green) {
    return green;
  }

  @Override
  public ModelDescriptor descriptor() {
    return new FakeNetwork(true, stop -> {}).descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return RunReports.identity("fake");
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    runs.add(photo);
    controls.add(control);
    before(runs.size());
    int w = photo.width();
    int h = photo.height();
    float[] sums = new float[columns * rows];
    int[] counts = new int[columns * rows];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int cell = y * rows / h * columns + x * columns / w;
        sums[cell] += (photo.argb(x, y) >> 8 & 0xFF) / 255f;
        counts[cell]++;
      }
    }
    float[] alphas = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int cell = y * rows / h * columns + x * columns / w;
        alphas[y * w + x] = Math.min(1, alpha(runs.size(), sums[cell] / counts[cell]));
      }
    }
    return new MattingResult(
        AlphaMatte.adopt(w, h, alphas),
        new RunReport(
            identity(),
            Device.CPU,
            1,
            new RunReport.NetworkInput(columns, rows, RunReport.Enlargement.BILINEAR),
            new RunReport.Timings(Duration.ZERO, time, Duration.ZERO),
            List.of("warning of the model")));
  }

  @Override
  public void close() {}
}
