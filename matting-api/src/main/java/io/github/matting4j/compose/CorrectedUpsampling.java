package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.refine.ClosedForm;
import io.github.matting4j.kernel.refine.CorrectionWeights;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.refine.MisfitBand;

/**
 * Guided enlargement of a matte that is corrected first, at the size at which a network made it:
 * where its edge does not fit the photo's, it is solved by closed-form matting, and the solution is
 * used where it moves or sharpens the edge as a whole. Immutable and thread-safe.
 */
final class CorrectedUpsampling implements MatteRefiner {
  /** Of the short side: so far may the sides of an edge be from each other, with hair. */
  private static final double REACH = 1 / 54.0;

  /** Around an edge, beyond the pixels that are solved, this is background, */
  private static final float BACKGROUND = 0.05f;

  /** and this the person. */
  private static final float PERSON = 0.95f;

  private static final int TRUST_RADIUS = Integer.getInteger("R", 6);

  /** Rough, as the band is a guess itself; drawn to the matte where colours leave much open. */
  private static final ClosedForm.Settings SETTINGS =
      new ClosedForm.Settings(
          TrimapMatting.DEFAULT_EPSILON,
          Double.parseDouble(System.getProperty("res", "1e-2")),
          60,
          TrimapMatting.DEFAULT_MAX_PIXELS,
          Double.parseDouble(System.getProperty("prior", "3e-3")));

  private final GuidedUpsampling guided;

  CorrectedUpsampling(GuidedUpsampling guided) {
    this.guided = guided;
  }

  @Override
  public AlphaMatte refine(ArgbImage photo, AlphaMatte matte) {
    Sizes.check(photo, matte);
    long t0 = System.nanoTime();
    GuidedUpsampling.Reduced small = guided.reduce(photo, matte);
    long t1 = System.nanoTime();
    float[] corrected;
    GuidedFilter filter;
    long t2, t3;
    if (3L * small.width() <= 2L * photo.width() || !Boolean.getBoolean("half")) {
      filter = GuidedUpsampling.filter(small);
      t2 = System.nanoTime();
      corrected = corrected(small, filter);
      t3 = System.nanoTime();
    } else {
      int w = (photo.width() + 1) / 2, h = (photo.height() + 1) / 2;
      GuidedUpsampling.Reduced half = small.reduced(w, h);
      GuidedFilter f = GuidedUpsampling.filter(half);
      t2 = System.nanoTime();
      float[] c = corrected(half, f);
      t3 = System.nanoTime();
      f.fit(c);
      float[] up = new float[small.rgb().length];
      f.apply(io.github.matting4j.kernel.resample.PixelRows.of(ArgbImage.adopt(small.width(), small.height(), small.rgb())), up);
      io.github.matting4j.kernel.resample.AlphaResizer r = new io.github.matting4j.kernel.resample.AlphaResizer(w, h, small.width(), small.height());
      r.start(io.github.matting4j.kernel.resample.AlphaRows.of(java.nio.FloatBuffer.wrap(lastWeights), w, w, h));
      float[] line = new float[small.width()];
      corrected = small.alpha().clone();
      for (int y = 0; y < small.height(); y++) {
        r.read(y, line, 0);
        for (int x = 0; x < line.length; x++) { int i = y * line.length + x; corrected[i] += line[x] * (up[i] - corrected[i]); }
      }
      filter = GuidedUpsampling.filter(small);
    }
    filter.fit(corrected);
    long t4 = System.nanoTime();
    AlphaMatte out = GuidedUpsampling.enlarge(photo, filter);
    long t5 = System.nanoTime();
    note = String.format("reduce %.1f guide %.1f correct %.1f (%s) fit %.1f enlarge %.1f", (t1-t0)/1e6, (t2-t1)/1e6, (t3-t2)/1e6, note, (t4-t3)/1e6, (t5-t4)/1e6);
    return out;
  }
  static String note = "";
  static float[] lastWeights = {};

  private static float[] corrected(GuidedUpsampling.Reduced small, GuidedFilter filter) {
    int width = small.width();
    int height = small.height();
    float[] alpha = small.alpha();
    int reach = (int) Math.ceil(REACH * Math.min(width, height));
    long t0 = System.nanoTime();
    MisfitBand band = MisfitBand.of(filter, width, height, alpha, reach);
    BitRows unknown = band.unknown(width, height);
    long t1 = System.nanoTime();
    float[] solution = alpha.clone();
    int n = 0;
    for (int i = 0; i < solution.length; i++) {
      if (unknown.has(i % width, i / width)) {
        n++;
      } else {
        solution[i] = decided(solution[i]);
      }
    }
    ClosedForm.Outcome o = new ClosedForm(SETTINGS)
        .solve(ArgbImage.adopt(width, height, small.rgb()), unknown, solution, done -> true);
    long t2 = System.nanoTime();
    float[] weights = CorrectionWeights.of(unknown, alpha, solution, Math.max(1, (int) Math.rint(Math.min(width, height) / Double.parseDouble(System.getProperty("rd", "80")))));
    lastWeights = weights;
    float[] corrected = alpha.clone();
    for (int i = 0; i < corrected.length; i++) {
      corrected[i] += weights[i] * (solution[i] - corrected[i]);
    }
    long t3 = System.nanoTime();
    note = String.format("band %.1f solve %.1f weights %.1f n=%d it=%d", (t1-t0)/1e6, (t2-t1)/1e6, (t3-t2)/1e6, n, o.iterations());
    return corrected;
  }

  private static float decided(float alpha) {
    if (alpha < BACKGROUND) {
      return 0f;
    }
    return alpha > PERSON ? 1f : alpha;
  }

  @Override
  public String toString() {
    return "CorrectedUpsampling[" + guided + "]";
  }
}
