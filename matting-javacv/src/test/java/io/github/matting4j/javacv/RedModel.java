package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.testing.RunReports;
import java.util.function.IntConsumer;

/** A model whose alpha is a function of red, so that any picture's matte is known. */
final class RedModel implements MattingModel {
  private static final String ID = "red";

  private final IntConsumer before;
  private int runs;

  RedModel() {
    this(run -> {});
  }

  /**
   * With something to do before each run.
   *
   * @param before gets the number of the run, from 0
   */
  RedModel(IntConsumer before) {
    this.before = before;
  }

  /** The alpha of a pixel: 0 up to red 100, 1 from red 200 on. */
  static float alpha(int argb) {
    return Math.max(0, Math.min(1, ((argb >> 16 & 0xFF) - 100) / 100f));
  }

  static AlphaMatte matteOf(ArgbImage photo) {
    int[] argb = photo.toArray();
    float[] alpha = new float[argb.length];
    for (int i = 0; i < argb.length; i++) {
      alpha[i] = alpha(argb[i]);
    }
    return AlphaMatte.adopt(photo.width(), photo.height(), alpha);
  }

  @Override
  public synchronized MattingResult run(ArgbImage photo) {
    before.accept(runs++);
    return new MattingResult(matteOf(photo), RunReports.of(ID, photo.width(), photo.height()));
  }

  @Override
  public ModelDescriptor descriptor() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelIdentity identity() {
    return RunReports.identity(ID);
  }

  @Override
  public void close() {}
}
