package io.github.matting4j.portraits;

import io.github.matting4j.portraits.ClipScene.Path;
import io.github.matting4j.portraits.ClipScene.Placement;
import io.github.matting4j.portraits.figure.Appearance;
import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.Hair;
import io.github.matting4j.portraits.figure.Pose;
import io.github.matting4j.portraits.paint.Backdrop;
import java.util.List;
import java.util.Set;

/**
 * A drawn video of one person with exact ground truth for every frame. Speeds are in picture
 * heights per frame, so that a clip of another size shows the same. It has no end, and its frames
 * may be drawn in any order.
 *
 * <p>Person and background are drawn when the clip is made, which takes about eight times as long
 * as {@link PortraitScene#render} of one frame's size; a frame is sampled from them. Immutable,
 * thread-safe; {@link #frame} uses the common pool, and its bytes do not depend on the number of
 * threads.
 */
public final class PortraitClip {
  /** The first frame after the cut of {@link #cut}. */
  public static final int CUT = 10;

  private static final double ASPECT = 0.8;
  private static final double TURN = 2 * Math.PI;

  private final String name;
  private final double noise;
  private final List<ClipScene> scenes;

  private PortraitClip(String name, double noise, ClipScene... scenes) {
    this.name = name;
    this.noise = noise;
    this.scenes = List.of(scenes);
  }

  /**
   * Head and shoulders that sway, at most 0.006 heights per frame, before leaves.
   *
   * @param noise standard deviation of the sensor's noise in 255ths, 0..50; each frame has its own
   */
  public static PortraitClip drifting(long seed, int width, int height, double noise) {
    return new PortraitClip("drifting", noise, drift(seed, width, height, Backdrop.LEAVES));
  }

  /**
   * A person from the hips up who waves: the hand moves up to a tenth of the height per frame,
   * smeared by its motion; the body stands still.
   *
   * @param noise as for {@link #drifting}
   */
  public static PortraitClip waving(long seed, int width, int height, double noise) {
    Path path = t -> new Placement(-0.08, 0, 0, 0, 0.15 + 0.62 * StrictMath.sin(TURN * t / 13));
    Appearance look =
        new Appearance(seed, Hair.LONG_STRAIGHT, Garment.V_NECK, Pose.WAVING, Set.of(), false);
    FigurePlacement place = new FigurePlacement(look, 0, 0.60, 0.195);
    return new PortraitClip(
        "waving", noise, new ClipScene(place, ASPECT, Backdrop.INTERIOR, width, height, path));
  }

  /**
   * The camera pans to and fro, at most 0.008 heights per frame, across a person at rest in a room;
   * what is near moves a quarter faster than the wall.
   *
   * @param noise as for {@link #drifting}
   */
  public static PortraitClip panning(long seed, int width, int height, double noise) {
    Path path =
        t -> {
          double pan = 0.064 * StrictMath.sin(TURN * t / 64);
          return new Placement(1.25 * pan, 0, pan, 0, 0);
        };
    return new PortraitClip(
        "panning",
        noise,
        new ClipScene(portrait(seed, Hair.CURLY), ASPECT, Backdrop.INTERIOR, width, height, path));
  }

  /**
   * {@link #drifting}, and from frame {@link #CUT} on another person before another background.
   *
   * @param noise as for {@link #drifting}
   */
  public static PortraitClip cut(long seed, int width, int height, double noise) {
    return new PortraitClip(
        "cut",
        noise,
        drift(seed, width, height, Backdrop.LEAVES),
        drift(seed + 1, width, height, Backdrop.SEASIDE));
  }

  private static ClipScene drift(long seed, int width, int height, Backdrop backdrop) {
    Path path =
        t ->
            new Placement(
                0.036 * StrictMath.sin(TURN * t / 40),
                0.012 * StrictMath.sin(TURN * t / 28 + 1),
                0,
                0,
                0);
    return new ClipScene(portrait(seed, Hair.LONG_WAVY), ASPECT, backdrop, width, height, path);
  }

  private static FigurePlacement portrait(long seed, Hair hair) {
    Appearance look = new Appearance(seed, hair, Garment.TEE, Pose.RELAXED, Set.of(), false);
    return new FigurePlacement(look, 0, 0.585, 0.385);
  }

  /** Name of the clip, fit for a file name. */
  public String name() {
    return name;
  }

  /**
   * Draws a frame.
   *
   * @param index 0 or more
   */
  public SyntheticPortrait frame(int index) {
    return scene(index).frame(name + "-" + index, index, noise);
  }

  /**
   * Where the person is in a frame: the offset from its place at rest, x to the right and y down,
   * in pixels. A waving arm is not considered.
   *
   * @param index 0 or more
   */
  public double[] offset(int index) {
    return scene(index).offset(index);
  }

  private ClipScene scene(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("frame is " + index + ", expected 0 or more");
    }
    return scenes.get(index < CUT ? 0 : scenes.size() - 1);
  }
}
