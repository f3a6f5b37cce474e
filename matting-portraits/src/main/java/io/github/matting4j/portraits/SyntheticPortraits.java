package io.github.matting4j.portraits;

import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.Hair;
import io.github.matting4j.portraits.figure.Pose;
import io.github.matting4j.portraits.paint.Backdrop;
import java.util.List;

/**
 * Presets of drawn photos with exact ground truth, and a gallery that shows every feature. The seed
 * chooses colours, face direction and every single hair. Stateless.
 */
public final class SyntheticPortraits {
  private SyntheticPortraits() {}

  /** Head and shoulders of a slender person, upright 4:5. */
  public static PortraitScene headAndShoulders(long seed) {
    return one("head-and-shoulders", seed, new PortraitScene.Position(0, 0.585, 0.385, false));
  }

  /** Head and shoulders of a broad-shouldered person with short hair, upright 4:5. */
  public static PortraitScene broadHeadAndShoulders(long seed) {
    return one("broad-head-and-shoulders", seed, new PortraitScene.Position(0, 0.60, 0.385, true))
        .hair(Hair.SHORT)
        .garment(Garment.V_NECK);
  }

  /** From the hips up, upright 4:5; leaves room for raised arms. */
  public static PortraitScene halfBody(long seed) {
    return one("half-body", seed, new PortraitScene.Position(0, 0.60, 0.195, false));
  }

  /** One person of full height, small in a wide 3:2 picture: under a tenth of it. */
  public static PortraitScene smallPerson(long seed) {
    PortraitScene.Position seat = new PortraitScene.Position(0.12, 0.735, 0.090, false);
    return new PortraitScene("small-person", seed, 1.5, List.of(seat))
        .size(1350, 900)
        .backdrop(Backdrop.SEASIDE);
  }

  /** Two people side by side, one partly behind the other, 5:4. */
  public static PortraitScene couple(long seed) {
    PortraitScene.Position back = new PortraitScene.Position(0.235, 0.66, 0.345, true);
    PortraitScene.Position front = new PortraitScene.Position(-0.19, 0.56, 0.345, false);
    return new PortraitScene("couple", seed, 1.25, List.of(back, front)).size(1350, 1080);
  }

  /** Two people who do not touch, 3:2. */
  public static PortraitScene apart(long seed) {
    PortraitScene.Position left = new PortraitScene.Position(-0.40, 0.70, 0.105, true);
    PortraitScene.Position right = new PortraitScene.Position(0.33, 0.62, 0.135, false);
    return new PortraitScene("apart", seed, 1.5, List.of(left, right)).size(1350, 900);
  }

  /** Named scenes that together show every feature; sizes as the presets', change them freely. */
  public static List<PortraitScene> gallery() {
    return List.of(
        headAndShoulders(11).backdrop(Backdrop.LEAVES).named("wavy-hair-leaves"),
        headAndShoulders(4)
            .hair(Hair.LONG_STRAIGHT)
            .garment(Garment.KNIT)
            .backdrop(Backdrop.CITY_NIGHT)
            .named("straight-hair-city"),
        headAndShoulders(7).hair(Hair.CURLY).backdrop(Backdrop.STUDIO).named("curly-hair-studio"),
        headAndShoulders(21)
            .hair(Hair.UP_DO)
            .garment(Garment.SHEER_BLOUSE)
            .backdrop(Backdrop.INTERIOR)
            .named("up-do-sheer-sleeves"),
        headAndShoulders(8)
            .hair(Hair.UP_DO)
            .garment(Garment.SHEER_BLOUSE)
            .veil()
            .backdrop(Backdrop.LEAVES)
            .named("bride-veil"),
        headAndShoulders(5)
            .hair(Hair.BOB)
            .glasses()
            .backdrop(Backdrop.INTERIOR)
            .named("glasses-interior"),
        headAndShoulders(30).hat().backdrop(Backdrop.SEASIDE).named("straw-hat-seaside"),
        broadHeadAndShoulders(3).beard().backdrop(Backdrop.INTERIOR).named("beard-interior"),
        broadHeadAndShoulders(17)
            .garment(Garment.KNIT)
            .glasses()
            .sensorNoise(6)
            .exposure(-0.7)
            .named("noisy-knit-studio"),
        halfBody(12)
            .pose(Pose.WAVING)
            .hair(Hair.LONG_STRAIGHT)
            .garment(Garment.V_NECK)
            .backdrop(Backdrop.INTERIOR)
            .named("waving-motion-blur"),
        halfBody(15)
            .pose(Pose.ARMS_RAISED)
            .hair(Hair.LONG_WAVY)
            .backdrop(Backdrop.SEASIDE)
            .named("arms-raised-seaside"),
        headAndShoulders(26)
            .hair(Hair.LONG_WAVY)
            .garment(Garment.KNIT)
            .defocus(0.012)
            .backdrop(Backdrop.LEAVES)
            .named("defocused-shoulder"),
        couple(9).backdrop(Backdrop.LEAVES).named("couple-leaves"),
        apart(14).backdrop(Backdrop.SEASIDE).named("two-apart-seaside"),
        smallPerson(6).named("small-person-seaside"));
  }

  private static PortraitScene one(String name, long seed, PortraitScene.Position seat) {
    return new PortraitScene(name, seed, 0.8, List.of(seat));
  }
}
