package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingResult;
import java.util.function.IntConsumer;

/** A model whose alpha is a function of red, so that any picture's matte is known. */
final class RedModel extends TestModel {
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
    super("red");
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
    return result(matteOf(photo));
  }
}
