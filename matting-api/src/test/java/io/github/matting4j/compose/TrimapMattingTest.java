package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.metrics.Trimaps;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrimapMattingTest {
  private static SyntheticPortrait portrait;
  private static ArgbImage photo;
  private static byte[] marks;
  private static Trimap trimap;

  @BeforeAll
  static void draw() {
    portrait = SyntheticPortraits.gallery().get(0).size(288, 360).render(); // wavy hair
    photo = Degraded.photo(portrait);
    float[] levels = portrait.alpha();
    for (int i = 0; i < levels.length; i++) {
      levels[i] *= 255;
    }
    marks = Trimaps.around(portrait.width(), portrait.height(), levels, 15);
    int[] drawing = new int[marks.length];
    for (int i = 0; i < marks.length; i++) {
      drawing[i] = 0xFF000000 | (marks[i] & 0xFF) * 0x010101;
    }
    trimap = Trimap.of(ArgbImage.adopt(portrait.width(), portrait.height(), drawing));
  }

  private static double unknownSad(AlphaMatte matte) {
    return MatteMetrics.ofAlpha(
            portrait.width(), portrait.height(), matte.toArray(), portrait.alpha())
        .within(marks)
        .sad();
  }

  /** A network's matte in a trimap's band was barely changed before the band was solved. */
  @Test
  void aTrimapIsUsedAndNotOnlyImposed() {
    Degraded network = Degraded.of(portrait, 64).blurred();
    AlphaMatte matte = network.enlarged();
    MatteRefiner guided = MatteRefiner.guidedFilter(network.width(), network.height());
    AlphaMatte imposed = trimap.impose(guided.refine(photo, trimap.impose(matte)));
    AlphaMatte solved = guided.withTrimap(trimap).refine(photo, matte);
    assertThat(unknownSad(solved)).isLessThan(0.4 * unknownSad(imposed));
  }

  @Test
  void aSolutionStatesHowExactItIs() {
    List<Double> progress = new ArrayList<>();
    TrimapMatting task = TrimapMatting.of(photo, trimap).reportingTo(progress::add);
    TrimapMatting.Solution solution = task.solve();
    assertThat(solution.converged()).isTrue();
    assertThat(solution.residual()).isLessThanOrEqualTo(TrimapMatting.DEFAULT_RESIDUAL);
    assertThat(solution.iterations()).isBetween(5, 60);
    assertThat(solution.time()).isPositive();
    assertThat(progress).isSorted().last().isEqualTo(1.0);
    assertThat(progress).hasSizeGreaterThan(solution.iterations() - 1);
    assertThat(trimap.impose(solution.matte()).toArray()).isEqualTo(solution.matte().toArray());
    assertThat(task.solve().matte().toArray()).isEqualTo(solution.matte().toArray());
    TrimapMatting.Solution rough = task.residual(1e-3).solve();
    assertThat(rough.iterations()).isLessThan(solution.iterations());
  }

  @Test
  void withoutTimeItIsTheGuess() {
    AlphaMatte guess = Degraded.of(portrait, 64).enlarged();
    TrimapMatting.Solution solution =
        TrimapMatting.of(photo, trimap).startingFrom(guess).timeLimit(Duration.ZERO).solve();
    assertThat(solution.converged()).isFalse();
    assertThat(solution.iterations()).isZero();
    assertThat(solution.residual()).isGreaterThan(1e-3);
    assertThat(solution.matte().toArray()).isEqualTo(trimap.impose(guess).toArray());
  }

  @Test
  void aPriorDecidesWhatIsOpen() {
    AlphaMatte guess = AlphaMatte.filled(photo.width(), photo.height(), 0.5f);
    TrimapMatting task = TrimapMatting.of(photo, trimap);
    AlphaMatte drawn = task.drawnTo(guess, 1).solve().matte();
    int near = 0;
    int unknown = 0;
    for (int i = 0; i < marks.length; i++) {
      if ((marks[i] & 0xFF) == Trimaps.UNKNOWN) {
        unknown++;
        near += Math.abs(drawn.toArray()[i] - 0.5f) < 0.4f ? 1 : 0;
        i += 50;
      }
    }
    assertThat(near).isGreaterThan(unknown * 2 / 3);
  }

  @Test
  void itCanBeCancelled() {
    Cancellation request = new Cancellation();
    TrimapMatting task =
        TrimapMatting.of(photo, trimap)
            .cancelledBy(request)
            .reportingTo(
                done -> {
                  if (done > 0.3) {
                    request.cancel();
                  }
                });
    assertThatThrownBy(task::solve)
        .isInstanceOf(MattingCancelledException.class)
        .hasMessageContaining("cancelled while the trimap was solved");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> TrimapMatting.of(photo, trimap).solve())
          .isInstanceOf(MattingCancelledException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatCannotBeSolvedIsRefused() {
    assertThatThrownBy(() -> TrimapMatting.of(ArgbImage.filled(5, 4, 0xFF000000), trimap))
        .hasMessageContaining("trimap is 288x360 but photo is 5x4");
    Trimap white = Trimap.of(ArgbImage.filled(288, 360, 0xFFFFFFFF));
    assertThatThrownBy(() -> TrimapMatting.of(photo, white))
        .hasMessageContaining("trimap marks no background");
    TrimapMatting task = TrimapMatting.of(photo, trimap);
    assertThatThrownBy(() -> task.epsilon(0)).hasMessageContaining("epsilon is 0.0");
    assertThatThrownBy(() -> task.residual(Double.NaN)).hasMessageContaining("residual is NaN");
    assertThatThrownBy(() -> task.maxPixels(9)).hasMessageContaining("maxPixels is 9");
    assertThatThrownBy(() -> task.timeLimit(Duration.ofMillis(-1))).hasMessageContaining("-0.001S");
    assertThatThrownBy(() -> task.startingFrom(AlphaMatte.filled(5, 4, 0)))
        .hasMessageContaining("matte is 5x4");
  }
}
