package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.image.Trimap.Region;
import io.github.matting4j.kernel.analysis.BitRows;
import io.github.matting4j.kernel.refine.ClosedForm;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a matte from a photo and a trimap alone, without a network: closed-form matting (Levin,
 * Lischinski and Weiss, 2008). What the trimap marks keeps exactly 0 and 1; in between, alpha is
 * the function that deviates least from a linear function of the photo's colour in all windows of
 * 3x3 pixels (radius 1).
 *
 * <pre>{@code
 * TrimapMatting.Solution solution = TrimapMatting.of(photo, trimap).solve();
 * AlphaMatte matte = solution.matte();
 * }</pre>
 *
 * <p>The trimap must mark both the person and background, if only by strokes. Unknown areas may be
 * of any size; the narrower they are, the better and faster.
 *
 * <p>Memory: 4 bytes per pixel of the photo, and about 200 per unknown pixel, of at most {@link
 * #maxPixels} at once. One thread. The same input gives the same bits unless a time limit ends the
 * solution.
 *
 * <p>Immutable and thread-safe; each method returns a new value.
 */
public final class TrimapMatting {
  /** The default of {@link #epsilon}, the literature's. */
  public static final double DEFAULT_EPSILON = 1e-7;

  /** The default of {@link #residual}. */
  public static final double DEFAULT_RESIDUAL = 1e-6;

  /** The default of {@link #maxPixels}. */
  public static final int DEFAULT_MAX_PIXELS = 2_000_000;

  private static final int MAX_ITERATIONS = 500;

  private final ArgbImage photo;
  private final Trimap trimap;
  private final ClosedForm.Settings settings;
  private final @Nullable AlphaMatte guess;
  private final Limits limits;

  private record Limits(
      @Nullable Duration time, @Nullable Cancellation cancellation, DoubleConsumer progress) {}

  /**
   * A matte and how exactly it solves its equations.
   *
   * @param matte of the photo's size
   * @param residual Euclidean length of what is left of the equations, as a share of what the known
   *     pixels contribute to them; 0 is exact
   * @param iterations steps of conjugate gradients
   * @param converged whether the residual is as small as requested
   * @param time that it took
   */
  public record Solution(
      AlphaMatte matte, double residual, int iterations, boolean converged, Duration time) {}

  private TrimapMatting(
      ArgbImage photo,
      Trimap trimap,
      ClosedForm.Settings settings,
      @Nullable AlphaMatte guess,
      Limits limits) {
    this.photo = photo;
    this.trimap = trimap;
    this.settings = settings;
    this.guess = guess;
    this.limits = limits;
  }

  /**
   * The task of a photo.
   *
   * @throws IllegalArgumentException if the trimap is of another size, or marks no person or no
   *     background
   */
  public static TrimapMatting of(ArgbImage photo, Trimap trimap) {
    if (!trimap.isOfSize(photo.width(), photo.height())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "trimap is %dx%d but photo is %dx%d; draw it on the photo, at the photo's size and"
                  + " the right way up",
              trimap.width(),
              trimap.height(),
              photo.width(),
              photo.height()));
    }
    for (Region region : new Region[] {Region.PERSON, Region.BACKGROUND}) {
      if (!trimap.marks(region)) {
        throw new IllegalArgumentException(
            "trimap marks no "
                + region.name().toLowerCase(Locale.ROOT)
                + ", so every alpha would be the same; mark some of the person white and some of"
                + " the background black");
      }
    }
    return new TrimapMatting(
        photo,
        trimap,
        new ClosedForm.Settings(
            DEFAULT_EPSILON, DEFAULT_RESIDUAL, MAX_ITERATIONS, DEFAULT_MAX_PIXELS, 0),
        null,
        new Limits(null, null, done -> {}));
  }

  /**
   * How little colours must vary in a window before alpha no longer follows them: the variance of
   * colours of 0..1, times 9. More is smoother and quicker, and loses hair: see docs/edges.md.
   *
   * @throws IllegalArgumentException if it is not between 1e-12 and 1
   */
  public TrimapMatting epsilon(double epsilon) {
    check("epsilon", epsilon, 1e-12, 1);
    return with(
        new ClosedForm.Settings(
            epsilon,
            settings.residual(),
            settings.maxIterations(),
            settings.maxPixels(),
            settings.priorWeight()));
  }

  /**
   * How exactly to solve, see {@link Solution#residual}.
   *
   * @throws IllegalArgumentException if it is not between 1e-12 and 1
   */
  public TrimapMatting residual(double residual) {
    check("residual", residual, 1e-12, 1);
    return with(
        new ClosedForm.Settings(
            settings.epsilon(),
            residual,
            settings.maxIterations(),
            settings.maxPixels(),
            settings.priorWeight()));
  }

  /**
   * How many unknown pixels may be solved at once, at about 200 bytes each. If there are more, the
   * photo is solved in tiles that overlap, repeatedly, beginning with a solution at half its size;
   * that takes longer and its last digits differ.
   *
   * @throws IllegalArgumentException if it is less than 40,000
   */
  public TrimapMatting maxPixels(int pixels) {
    check("maxPixels", pixels, 40_000, Integer.MAX_VALUE);
    return with(
        new ClosedForm.Settings(
            settings.epsilon(),
            settings.residual(),
            settings.maxIterations(),
            pixels,
            settings.priorWeight()));
  }

  /**
   * A matte to begin with where the trimap is unknown. The solution is the same up to the residual;
   * a good guess saves time, and is what remains where a time limit leaves no time.
   *
   * @throws IllegalArgumentException if it is of another size
   */
  public TrimapMatting startingFrom(AlphaMatte matte) {
    Sizes.check(photo, matte);
    return new TrimapMatting(photo, trimap, settings, matte, limits);
  }

  /**
   * A matte to begin with, as {@link #startingFrom}, to which unknown pixels are also drawn. It
   * decides what the marks leave open, such as large areas between few strokes.
   *
   * @param weight of the squared difference of each unknown pixel, beside the nine windows that it
   *     is in; such as 1e-4 for a matte that is mostly right, 0 for {@link #startingFrom}
   * @throws IllegalArgumentException if it is of another size, or the weight is not 0..1
   */
  public TrimapMatting drawnTo(AlphaMatte matte, double weight) {
    check("weight", weight, 0, 1);
    return startingFrom(matte)
        .with(
            new ClosedForm.Settings(
                settings.epsilon(),
                settings.residual(),
                settings.maxIterations(),
                settings.maxPixels(),
                weight));
  }

  /**
   * Ends the solution after this time, with what is reached; {@link Solution#converged} then says
   * so. A step that has begun is completed, so it takes somewhat longer.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public TrimapMatting timeLimit(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time limit is " + limit + "; give zero or more");
    }
    return new TrimapMatting(
        photo, trimap, settings, guess, new Limits(limit, limits.cancellation, limits.progress));
  }

  /** Ends the solution with {@link MattingCancelledException} when this is cancelled. */
  public TrimapMatting cancelledBy(Cancellation request) {
    Objects.requireNonNull(request, "request");
    return new TrimapMatting(
        photo, trimap, settings, guess, new Limits(limits.time, request, limits.progress));
  }

  /**
   * Is called in the solving thread after every step.
   *
   * @param listener receives the share that is done, 0..1, an estimate that never falls
   */
  public TrimapMatting reportingTo(DoubleConsumer listener) {
    Objects.requireNonNull(listener, "listener");
    return new TrimapMatting(
        photo, trimap, settings, guess, new Limits(limits.time, limits.cancellation, listener));
  }

  private TrimapMatting with(ClosedForm.Settings changed) {
    return new TrimapMatting(photo, trimap, changed, guess, limits);
  }

  private static void check(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s; it must be %s to %s", name, value, min, max));
    }
  }

  /**
   * Solves.
   *
   * @throws MattingCancelledException if it is cancelled or the thread is interrupted
   */
  public Solution solve() {
    long begun = System.nanoTime();
    AlphaMatte initial =
        guess != null ? guess : AlphaMatte.filled(photo.width(), photo.height(), 0.5f);
    float[] alpha = trimap.impose(initial).toArray();
    BitRows unknown = new BitRows(photo.width(), photo.height());
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        if (trimap.region(x, y) == Region.UNKNOWN) {
          unknown.set(x, y);
        }
      }
    }
    Watch watch = new Watch(limits, begun);
    ClosedForm.Outcome outcome =
        new ClosedForm(settings).solve(photo, unknown, alpha, watch::mayContinue);
    limits.progress.accept(1);
    return new Solution(
        AlphaMatte.adopt(photo.width(), photo.height(), alpha),
        outcome.residual(),
        outcome.iterations(),
        outcome.converged(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  /** Progress, time and cancellation of one solution. */
  private static final class Watch {
    private final Limits limits;
    private final long begun;
    private double done;

    Watch(Limits limits, long begun) {
      this.limits = limits;
      this.begun = begun;
    }

    boolean mayContinue(double share) {
      Cancellation cancellation = limits.cancellation;
      if (cancellation != null && cancellation.isCancelled()) {
        throw new MattingCancelledException("cancelled while the trimap was solved");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new MattingCancelledException("interrupted while the trimap was solved");
      }
      done = Math.max(done, share);
      limits.progress.accept(done);
      Duration time = limits.time;
      return time == null || time.compareTo(Duration.ofNanos(System.nanoTime() - begun)) > 0;
    }
  }

  @Override
  public String toString() {
    return "TrimapMatting["
        + trimap
        + ", epsilon="
        + settings.epsilon()
        + ", residual="
        + settings.residual()
        + "]";
  }
}
