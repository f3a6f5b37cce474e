package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.RunStop;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes into the network and what becomes of its levels, with an engine made up here. */
class BshmPrePostTest {
  private final List<String> notes = new ArrayList<>();

  /** Gives the red of what it is fed as level, or one level everywhere. */
  private static final class Mirror implements BshmEngine.InferenceSlot {
    private final float fixed;
    private FloatBuffer photo = FloatBuffer.allocate(0);

    Mirror(float fixed) {
      this.fixed = fixed;
    }

    @Override
    public FloatBuffer photo(int width, int height) {
      photo = FloatBuffer.allocate(3 * width * height);
      return photo;
    }

    @Override
    public void run(float[] levels, List<String> notes, RunStop stop) {
      for (int i = 0; i < levels.length; i++) {
        levels[i] = fixed >= 0 || Float.isNaN(fixed) ? fixed : photo.get(3 * i);
      }
    }
  }

  private static final float RED = -1;

  private AlphaMatte matte(float level, boolean lift, ArgbImage photo, InputPlan feed) {
    BshmPrePost prePost = new BshmPrePost(new Mirror(level), lift, AlphaScale.FLOATS);
    prePost.prepare(photo, feed);
    prePost.infer(feed, notes, RunStop.begin(RunControl.unlimited()));
    return prePost.finish(photo, feed, notes);
  }

  private static InputPlan asItIs(ArgbImage photo) {
    return new InputPlan(photo.width(), photo.height(), InputPlan.ResizeMode.AS_IT_IS);
  }

  @Test
  void everyPixelIsFedRedGreenBlueInRows() {
    Mirror mirror = new Mirror(0);
    new BshmPrePost(mirror, false, AlphaScale.FLOATS)
        .prepare(
            ArgbImage.copyOf(2, 1, new int[] {0xFF010203, 0x00FFFE80}),
            new InputPlan(2, 1, InputPlan.ResizeMode.AS_IT_IS));
    assertThat(mirror.photo.array()).containsExactly(1, 2, 3, 255, 254, 128);
  }

  @Test
  void levelsBecomeAlphaAndThePlateauIsLiftedOnDemand() {
    ArgbImage photo = ArgbImage.copyOf(5, 1, new int[] {0, 0xFD0000, 0xFE0000, 0xFF0000, 0x800000});
    assertThat(matte(RED, false, photo, asItIs(photo)).toArray())
        .containsExactly(0, 253 / 255f, 254 / 255f, 1, 128 / 255f);
    assertThat(matte(RED, true, photo, asItIs(photo)).toArray())
        .containsExactly(0, 253 / 255f, 1, 1, 128 / 255f);
    assertThat(notes).isEmpty();
  }

  @Test
  void levelsBeyondTheRangeAreCutAndToldAndNoNumbersAreRefused() {
    ArgbImage photo = ArgbImage.filled(3, 3, -1);
    assertThat(matte(300, true, photo, asItIs(photo)).alpha(1, 1)).isEqualTo(1f);
    assertThat(notes).singleElement().asString().contains("from 0.0 to 300.0");
    assertThatThrownBy(() -> matte(Float.NaN, true, photo, asItIs(photo)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("NaN at x=0, y=0");
  }

  @Test
  void aSharpMatteFollowsThePhotoWhereTheNetworkSawOnlyAnAverage() {
    int width = 1600;
    int height = 1100;
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      int x = i % width;
      int y = i / width;
      argb[i] = x * 3 + y > 3000 ? 0xFFFF2020 : 0xFF002080; // a slanted edge
    }
    ArgbImage photo = ArgbImage.adopt(width, height, argb);
    InputPlan sharp = InputPlan.of(width, height, BshmOptions.Mode.SHARP, InputPlan.MAX_PIXELS);
    float[] exact = matte(RED, true, photo, asItIs(photo)).toArray();
    float[] found = matte(RED, true, photo, sharp).toArray();
    float[] bilinear =
        matte(RED, true, photo, new InputPlan(640, 640, InputPlan.ResizeMode.CAPPED)).toArray();
    assertThat(distance(found, exact)).isLessThan(distance(bilinear, exact) / 10);
    assertThat(found[0]).isZero();
    assertThat(found[found.length - 1]).isEqualTo(1f);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void oneInstanceServesPhotosOfAnySizeInAnyOrder() {
    BshmPrePost prePost = new BshmPrePost(new Mirror(RED), true, AlphaScale.FLOATS);
    for (int[] size : new int[][] {{700, 20}, {3, 3}, {900, 900}, {641, 1}, {12, 700}}) {
      ArgbImage photo = MattingModelContract.photo(size[0], size[1], 1);
      InputPlan feed = InputPlan.of(size[0], size[1], BshmOptions.Mode.SHARP, InputPlan.MAX_PIXELS);
      prePost.prepare(photo, feed);
      prePost.infer(feed, notes, RunStop.begin(RunControl.unlimited()));
      AlphaMatte matte = prePost.finish(photo, feed, notes);
      assertThat(Arrays.asList(matte.width(), matte.height()))
          .isEqualTo(Arrays.asList(size[0], size[1]));
    }
  }
}
