package io.github.matting4j.testdata.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters and operations against the table in PaddleSeg's README, to its last printed digit, and
 * against an independent re-creation of the networks that was counted to three more digits.
 */
class PublishedNumbersTest {

  static Stream<Arguments> publishedTable() {
    return Stream.of(
        Arguments.of(NetworkSpec.ppMattingV2(), "8.95", "7.51"),
        Arguments.of(NetworkSpec.ppMatting512(), "24.5", "91.28"),
        Arguments.of(NetworkSpec.ppHumanMatting(), "63.9", "135.8"),
        Arguments.of(NetworkSpec.modNetMobileNetV2(), "6.5", "15.7"),
        Arguments.of(NetworkSpec.modNetResNet50(), "92.2", "151.6"),
        Arguments.of(NetworkSpec.modNetHrNetW18(), "10.2", "28.5"),
        Arguments.of(NetworkSpec.ppMattingW48(), "86.3", "165.4"));
  }

  @ParameterizedTest
  @MethodSource("publishedTable")
  void equalsThePublishedTable(NetworkSpec spec, String millions, String billions) {
    NetworkSummary summary = spec.summary();
    assertThat(rounded(summary.parameters(), 6, millions)).isEqualTo(millions);
    assertThat(rounded(summary.operations(), 9, billions)).isEqualTo(billions);
  }

  static Stream<Arguments> recreation() {
    return Stream.of(
        Arguments.of(NetworkSpec.ppMattingV2(), "8.955", "8.929", "7.507"),
        Arguments.of(NetworkSpec.ppMatting512(), "24.547", "24.504", "91.282"),
        Arguments.of(NetworkSpec.ppMatting1024(), "24.547", "24.504", "365.1"),
        Arguments.of(NetworkSpec.modNetMobileNetV2(), "6.513", "6.478", "15.656"),
        Arguments.of(NetworkSpec.modNetHrNetW18(), "10.223", "10.189", "28.500"),
        Arguments.of(NetworkSpec.ppMattingW48(), "86.293", "86.198", "165.438"));
  }

  @ParameterizedTest
  @MethodSource("recreation")
  void equalsTheRecreation(NetworkSpec spec, String all, String learnable, String billions) {
    NetworkSummary summary = spec.summary();
    assertThat(rounded(summary.parameters(), 6, all)).isEqualTo(all);
    assertThat(rounded(summary.learnableParameters(), 6, learnable)).isEqualTo(learnable);
    assertThat(rounded(summary.operations(), 9, billions)).isEqualTo(billions);
  }

  static Stream<Arguments> recreationWithoutPools() {
    return Stream.of(
        Arguments.of(NetworkSpec.ppHumanMatting(), "63.927", "63.890", "135.820"),
        Arguments.of(NetworkSpec.modNetResNet50(), "92.175", "92.120", "151.645"));
  }

  /**
   * The re-creation did not count the average pools on the shortcuts of ResNet-vd, which Paddle's
   * rule does count, one operation for each output: 0.5 and 1.8 million.
   */
  @ParameterizedTest
  @MethodSource("recreationWithoutPools")
  void equalsTheRecreationOfResNets(
      NetworkSpec spec, String all, String learnable, String billions) {
    NetworkSummary summary = spec.summary();
    assertThat(rounded(summary.parameters(), 6, all)).isEqualTo(all);
    assertThat(rounded(summary.learnableParameters(), 6, learnable)).isEqualTo(learnable);
    assertThat(rounded(summary.operations() - summary.poolOperations(), 9, billions))
        .isEqualTo(billions);
    assertThat(summary.poolOperations()).isLessThan(3_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "512, 672, 9.84",
    "512, 768, 11.25",
    "512, 896, 13.12",
    "544, 960, 14.92",
    "1024, 1024, 29.95",
    "1088, 1920, 59.6"
  })
  void countsPpMattingV2AtOtherSizes(int height, int width, String billions) {
    NetworkSummary summary = NetworkSpec.ppMattingV2().fixedSize(width, height).summary();
    assertThat(rounded(summary.operations(), 9, billions)).isEqualTo(billions);
  }

  @ParameterizedTest
  @CsvSource({
    "pp-mattingv2-512, 98",
    "modnet-mobilenetv2, 72",
    "modnet-hrnet_w18, 324",
    "modnet-resnet50_vd, 74",
    "pp-matting-512, 354",
    "pp-humanmatting, 90"
  })
  void hasTheConvolutionsOfTheRecreation(String name, int convolutions) {
    NetworkSpec spec = NetworkSpec.named(name).orElseThrow();
    assertThat(spec.summary().convolutions()).isEqualTo(convolutions);
    assertThat(spec.dynamic().summary().convolutions()).isEqualTo(convolutions);
  }

  /** The number in millions or billions with as many digits as the printed one has. */
  private static String rounded(long number, int powerOfTen, String printed) {
    int scale = new BigDecimal(printed).scale();
    return BigDecimal.valueOf(number, powerOfTen).setScale(scale, RoundingMode.HALF_UP).toString();
  }
}
