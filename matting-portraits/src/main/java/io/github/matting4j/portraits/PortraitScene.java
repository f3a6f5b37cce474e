package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.Hair;
import io.github.matting4j.portraits.figure.Pose;
import io.github.matting4j.portraits.figure.SplitMix;
import io.github.matting4j.portraits.paint.Backdrop;
import io.github.matting4j.portraits.paint.BackdropPainter;
import io.github.matting4j.portraits.paint.Lens;
import io.github.matting4j.portraits.paint.PaintLayer;
import io.github.matting4j.portraits.paint.PersonPainter;
import io.github.matting4j.portraits.paint.Spot;
import io.github.matting4j.portraits.paint.ViewFrame;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A scene to be drawn: who, wearing what, where, at which size. Every step returns a new scene. The
 * same scene at another size shows the same picture. Immutable, thread-safe; {@link #render} uses
 * the common pool, and its bytes do not depend on the number of threads.
 */
public final class PortraitScene {
  /** A person's position, before the appearance is chosen. */
  record Position(double x, double up, double head, boolean broad) {}

  private final String name;
  private final long seed;
  private final double aspect;
  private final List<Position> seats;
  private final int width;
  private final int height;
  private final Hair hair;
  private final Garment garment;
  private final Pose pose;
  private final Backdrop backdrop;
  private final Set<Appearance.Extra> extras;
  private final double defocus;
  private final double noise;
  private final double exposure;

  /** Preset of {@code aspect} (width over height) with its people, back to front. */
  PortraitScene(String name, long seed, double aspect, List<Position> seats) {
    this(new Draft(name, seed, aspect, seats));
  }

  private PortraitScene(Draft d) {
    this.name = d.name;
    this.seed = d.seed;
    this.aspect = d.aspect;
    this.seats = List.copyOf(d.seats);
    this.width = d.width;
    this.height = d.height;
    this.hair = d.hair;
    this.garment = d.garment;
    this.pose = d.pose;
    this.backdrop = d.backdrop;
    this.extras = EnumSet.copyOf(d.extras);
    this.defocus = d.defocus;
    this.noise = d.noise;
    this.exposure = d.exposure;
  }

  /** Name of the scene, fit for a file name. */
  public String name() {
    return name;
  }

  /** Columns of the picture. */
  public int width() {
    return width;
  }

  /** Rows of the picture. */
  public int height() {
    return height;
  }

  /** The same scene under another name. */
  public PortraitScene named(String newName) {
    Draft d = draft();
    d.name = newName;
    return new PortraitScene(d);
  }

  /** Size of the picture in pixels, each 1 or more. */
  public PortraitScene size(int newWidth, int newHeight) {
    if (newWidth < 1 || newHeight < 1 || (long) newWidth * newHeight > 100_000_000) {
      throw new IllegalArgumentException(
          "size is " + newWidth + "x" + newHeight + ", expected 1x1 to 100 megapixels");
    }
    Draft d = draft();
    d.width = newWidth;
    d.height = newHeight;
    return new PortraitScene(d);
  }

  /** Hair of the person in front; others have their own. */
  public PortraitScene hair(Hair newHair) {
    Draft d = draft();
    d.hair = newHair;
    return new PortraitScene(d);
  }

  /** Clothes of the person in front. */
  public PortraitScene garment(Garment newGarment) {
    Draft d = draft();
    d.garment = newGarment;
    return new PortraitScene(d);
  }

  /** What the person in front does with the arms. */
  public PortraitScene pose(Pose newPose) {
    Draft d = draft();
    d.pose = newPose;
    return new PortraitScene(d);
  }

  /** What is behind the people. */
  public PortraitScene backdrop(Backdrop newBackdrop) {
    Draft d = draft();
    d.backdrop = newBackdrop;
    return new PortraitScene(d);
  }

  /** Adds a straw hat. */
  public PortraitScene hat() {
    return with(Appearance.Extra.HAT);
  }

  /** Adds glasses. */
  public PortraitScene glasses() {
    return with(Appearance.Extra.GLASSES);
  }

  /** Adds a sheer veil, alpha 0.2 to 0.7 in folds. */
  public PortraitScene veil() {
    return with(Appearance.Extra.VEIL);
  }

  /** Adds a beard. */
  public PortraitScene beard() {
    return with(Appearance.Extra.BEARD);
  }

  /**
   * Blurs the people towards the lower left corner; radius of the lens's disc in picture heights.
   */
  public PortraitScene defocus(double radius) {
    Draft d = draft();
    d.defocus = requireRange("defocus radius", radius, 0, 0.1);
    return new PortraitScene(d);
  }

  /**
   * Adds sensor noise of this standard deviation, in 255ths, 0..50; the ground truth stays exact.
   */
  public PortraitScene sensorNoise(double sigma) {
    Draft d = draft();
    d.noise = requireRange("noise sigma", sigma, 0, 50);
    return new PortraitScene(d);
  }

  /** Brightens (above 0) or darkens the photo by stops, -6..6; the ground truth stays exact. */
  public PortraitScene exposure(double stops) {
    Draft d = draft();
    d.exposure = requireRange("exposure", stops, -6, 6);
    return new PortraitScene(d);
  }

  /** Draws the scene. About four seconds per megapixel on two cores. */
  public SyntheticPortrait render() {
    PaintLayer people = new PaintLayer(width, height);
    List<Spot> grounded = new ArrayList<>();
    for (FigurePlacement p : placements()) {
      ViewFrame frame = p.frame(width, height, aspect);
      people.over(PersonPainter.paint(p.look(), frame, width, height));
      shadow(frame, grounded);
    }
    if (defocus > 0) {
      people = Lens.defocus(people, defocus * height);
    }
    int[] background = BackdropPainter.paint(backdrop, seed, width, height, grounded);
    return GroundTruth.of(name, people, background, exposure, noise, seed);
  }

  private List<FigurePlacement> placements() {
    List<FigurePlacement> out = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      Position s = seats.get(i);
      boolean front = i == seats.size() - 1;
      long own = front ? seed : SplitMix.mix(seed + i + 1);
      SplitMix random = new SplitMix(own).fork(9);
      List<Hair> all = s.broad() ? List.of(Hair.SHORT) : List.of(Hair.values());
      Hair h = front ? hair : all.get(random.below(all.size()));
      Garment g = front ? garment : random.next() < 0.5 ? Garment.TEE : Garment.V_NECK;
      Set<Appearance.Extra> e = front ? extras : Set.of();
      Appearance look = new Appearance(own, h, g, front ? pose : Pose.RELAXED, e, s.broad());
      out.add(new FigurePlacement(look, s.x(), s.up(), s.head()));
    }
    return out;
  }

  /** The shadow that a standing person throws on the ground; belongs to the background. */
  private void shadow(ViewFrame frame, List<Spot> out) {
    double y = frame.pixelY(-6.95) / height;
    double head = frame.scale() / height;
    if (y < 1.1) {
      double x = frame.pixelX(0.15) / height;
      double[] dark = {0.03, 0.03, 0.035};
      out.add(
          new Spot(
              x,
              y,
              1.1 * head,
              0.16 * head,
              false,
              0.15 * head,
              dark[0],
              dark[1],
              dark[2],
              0.55,
              0));
    }
  }

  private PortraitScene with(Appearance.Extra extra) {
    Draft d = draft();
    d.extras.add(extra);
    return new PortraitScene(d);
  }

  private static double requireRange(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          what + " is " + value + ", expected " + low + " to " + high);
    }
    return value;
  }

  private Draft draft() {
    Draft d = new Draft(name, seed, aspect, seats);
    d.width = width;
    d.height = height;
    d.hair = hair;
    d.garment = garment;
    d.pose = pose;
    d.backdrop = backdrop;
    d.extras.addAll(extras);
    d.defocus = defocus;
    d.noise = noise;
    d.exposure = exposure;
    return d;
  }

  /** The scene while one step changes it. */
  private static final class Draft {
    private String name;
    private final long seed;
    private final double aspect;
    private final List<Position> seats;
    private int width = 1080;
    private int height = 1350;
    private Hair hair = Hair.LONG_WAVY;
    private Garment garment = Garment.TEE;
    private Pose pose = Pose.RELAXED;
    private Backdrop backdrop = Backdrop.STUDIO;
    private final EnumSet<Appearance.Extra> extras = EnumSet.noneOf(Appearance.Extra.class);
    private double defocus;
    private double noise;
    private double exposure;

    Draft(String name, long seed, double aspect, List<Position> seats) {
      this.name = name;
      this.seed = seed;
      this.aspect = aspect;
      this.seats = seats;
    }
  }
}
