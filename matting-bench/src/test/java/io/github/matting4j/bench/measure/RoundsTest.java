package io.github.matting4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void everyOtherRoundRunsBackwards() throws Exception {
    List<String> order = new ArrayList<>();
    new Rounds(Rounds.Clock.WALL)
        .add("a", () -> order.add("a"))
        .add("b", () -> order.add("b"))
        .run(1, 2);
    assertThat(String.join("", order)).isEqualTo("abbaab");
  }

  @Test
  void warmUpDoesNotCountAndRatiosAreOfTheSameRound() throws Exception {
    long[] slow = {900, 20, 40, 60};
    long[] fast = {1, 10, 10, 20};
    int[] at = new int[2];
    Measured measured =
        new Rounds(Rounds.Clock.WALL)
            .addSelfTimed("slow", () -> slow[at[0]++] * 1_000_000)
            .addSelfTimed("fast", () -> fast[at[1]++] * 1_000_000)
            .run(1, 3);
    assertThat(measured.millis("slow")).isEqualTo(40);
    assertThat(measured.millis("fast")).isEqualTo(10);
    Ratio ratio = measured.ratio("slow", "fast"); // 2, 4, 3
    assertThat(ratio).isEqualTo(new Ratio(3, 2.5, 3.5));
    assertThat(ratio.inverse().low()).isCloseTo(1 / 3.5, within(1e-12));
  }

  @Test
  void allocationIsThatOfTheTask() throws Exception {
    Measured measured =
        new Rounds(Rounds.Clock.CPU).add("a megabyte", () -> new byte[1_000_000]).run(3, 5);
    assertThat(measured.megabytes("a megabyte")).isCloseTo(1, within(0.01));
  }

  @Test
  void mistakesAreNamed() throws Exception {
    Rounds rounds = new Rounds(Rounds.Clock.CPU).add("a", () -> 1);
    assertThatThrownBy(() -> rounds.add("a", () -> 2)).hasMessageContaining("\"a\"");
    assertThatThrownBy(() -> rounds.run(0, 0)).hasMessageContaining("0 measured");
    assertThatThrownBy(() -> rounds.run(0, 1).millis("b")).hasMessageContaining("[a]");
  }
}
