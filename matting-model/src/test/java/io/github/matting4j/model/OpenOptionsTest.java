package io.github.matting4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenOptionsTest {
  private static final OpenOptions OPTIONS = OpenOptions.forLatency();

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void numbersBelowOneAreRefusedByName(int number) {
    assertThatThrownBy(() -> OPTIONS.threads(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("threads is " + number, "at least 1");
    assertThatThrownBy(() -> OPTIONS.callers(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("callers is " + number, "at least 1");
    assertThatThrownBy(() -> OPTIONS.maxNetworkPixels(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("maxNetworkPixels is " + number, "at least 1");
  }

  @Test
  void oneIsEnough() {
    OpenOptions least = OPTIONS.threads(1).callers(1).maxNetworkPixels(1);
    assertThat(least.threads()).isEqualTo(1);
    assertThat(least.callers()).isEqualTo(1);
    assertThat(least.maxNetworkPixels()).hasValue(1);
  }
}
