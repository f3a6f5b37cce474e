package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.advise.standard.StandardRules;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.Family;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The twelve rows of the published guidance. Each row alone, with nothing else known, must move the
 * result the way the row says. The columns of {@link #rows}: the row, what is known, whom it
 * favours over whom.
 */
class TwelveRowsTest {
  private static final String BSHM = "bshm";
  private static final String BSHM_TF = "bshm on TensorFlow 1.15";
  private static final String PP = "pp-matting-512";
  private static final String LIGHT = "pp-mattingv2-512";

  static Stream<Arguments> rows() {
    return Stream.of(
        // ------------------------ photo ------------------------------------------------------
        row("photo.small-or-crowded", photo(PhotoTrait.SUBJECT_SHARE, 0.2), PP, BSHM),
        row("photo.small-or-crowded", photo(PhotoTrait.PEOPLE, 3), PP, BSHM),
        row("photo.large-centred-clean", LARGE_CENTRED_CLEAN, BSHM, PP),
        row("photo.mixed-sources", photo(PhotoTrait.MIXED_SOURCES, 1), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.PHONE, 1), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.WEB_DOWNLOAD, 1), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.SCAN, 1), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.BLUR, 4), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.LOW_LIGHT, 1), PP, BSHM),
        row("photo.mixed-sources", photo(PhotoTrait.JPEG_QUALITY, 40), PP, BSHM),
        row("photo.studio-raw", STUDIO_RAW, "both", "both"),
        // ------------------------ hardware ---------------------------------------------------
        row("hw.rtx40-fresh", machine(fresh("RTX 4090")), "both", "both"),
        row("hw.rtx30-a100-v100", machine(Hardware.withGpu("RTX 3090")), PP, BSHM_TF),
        row("hw.rtx30-a100-v100", machine(Hardware.withGpu("A100")), PP, BSHM_TF),
        row("hw.rtx30-a100-v100", machine(Hardware.withGpu("V100")), PP, BSHM_TF),
        row("hw.rtx30-a100-v100", machine(cuda12("RTX 4090")), PP, BSHM_TF),
        row("hw.cpu-only", machine(Hardware.cpuOnly()), PP, BSHM_TF),
        row("hw.cpu-only", machine(Hardware.appleSilicon()), PP, BSHM_TF),
        row("hw.edge", machine(Hardware.withGpu("Jetson Orin")), PP, BSHM),
        row("hw.edge", machine(Hardware.withGpu("Jetson Orin")), LIGHT, PP),
        // ------------------------ business ---------------------------------------------------
        row("goal.accuracy-first", goal(Goal.ACCURACY_FIRST), BSHM, PP),
        row("goal.high-throughput", goal(Goal.HIGH_THROUGHPUT), PP, BSHM),
        row("goal.film-quality", goal(Goal.FILM_QUALITY), BSHM, PP),
        row("goal.quick-integration", goal(Goal.QUICK_INTEGRATION), PP, BSHM));
  }

  private static final MattingCriteria LARGE_CENTRED_CLEAN =
      photo(
          PhotoTraits.unknown()
              .with(PhotoTrait.PEOPLE, 1)
              .with(PhotoTrait.SUBJECT_SHARE, 0.6)
              .with(PhotoTrait.SUBJECT_X, 0.5)
              .with(PhotoTrait.CLUTTER, 0.1));

  private static final MattingCriteria STUDIO_RAW =
      photo(
          PhotoTraits.unknown()
              .size(6000, 4000)
              .with(PhotoTrait.STUDIO_LIGHT, 1)
              .with(PhotoTrait.RAW_ORIGIN, 1));

  private static Arguments row(String rule, MattingCriteria known, String favoured, String other) {
    return Arguments.of(rule, known, favoured, other);
  }

  private static MattingCriteria photo(PhotoTrait trait, double value) {
    return photo(PhotoTraits.unknown().with(trait, value));
  }

  private static MattingCriteria photo(PhotoTraits traits) {
    return MattingCriteria.builder().photo(traits).build();
  }

  private static MattingCriteria machine(Hardware hardware) {
    return MattingCriteria.builder().hardware(hardware).build();
  }

  private static Hardware fresh(String gpu) {
    return Hardware.withGpu(gpu).toBuilder().cuda12InPlace(false).build();
  }

  private static Hardware cuda12(String gpu) {
    return Hardware.withGpu(gpu).toBuilder().cuda12InPlace(true).build();
  }

  private static MattingCriteria goal(Goal goal) {
    return MattingCriteria.builder().goal(goal).build();
  }

  @ParameterizedTest(name = "{0}: {2} over {3}")
  @MethodSource("rows")
  void aloneItMovesTheResult(String rule, MattingCriteria known, String favoured, String other) {
    Map<String, RankedCandidate> with = ranked(MattingAdvisor.standard(), known);
    Map<String, RankedCandidate> without = ranked(MattingAdvisor.standard().without(rule), known);
    assertThat(MattingAdvisor.standard().advise(known).matchedRules())
        .filteredOn(matched -> matched.rule().id().equals(rule))
        .as("the row speaks")
        .hasSize(1);
    if (favoured.equals("both")) {
      assertThat(gap(with, PP, BSHM)).isEqualTo(gap(without, PP, BSHM));
      assertThat(with.get(BSHM_TF).isUsable()).isTrue();
    } else {
      assertThat(gap(with, favoured, other)).isGreaterThan(gap(without, favoured, other));
      assertThat(with.get(favoured).points()).isGreaterThan(with.get(other).points());
    }
  }

  private static Map<String, RankedCandidate> ranked(
      MattingAdvisor advisor, MattingCriteria known) {
    return advisor.advise(known).ranking().stream()
        .collect(Collectors.toMap(r -> r.candidate().label(), r -> r));
  }

  private static int gap(Map<String, RankedCandidate> ranking, String one, String other) {
    return ranking.get(one).points() - ranking.get(other).points();
  }

  @Test
  void thereAreTwelve() {
    List<String> ids =
        StandardRules.list().stream()
            .filter(rule -> List.of(Step.PHOTO, Step.HARDWARE, Step.BUSINESS).contains(rule.step()))
            .map(Rule::id)
            .toList();
    assertThat(ids)
        .containsExactly(
            "photo.small-or-crowded",
            "photo.large-centred-clean",
            "photo.mixed-sources",
            "photo.studio-raw",
            "hw.rtx40-fresh",
            "hw.rtx30-a100-v100",
            "hw.cpu-only",
            "hw.edge",
            "goal.accuracy-first",
            "goal.high-throughput",
            "goal.film-quality",
            "goal.quick-integration");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theFirstPlaceIsOfTheFavouredFamily(
      String rule, MattingCriteria known, String favoured, String other) {
    Family first =
        MattingAdvisor.standard().advise(known).chosen().orElseThrow().candidate().model().family();
    assertThat(first).isEqualTo(new Family(favoured.equals(BSHM) ? "BSHM" : "PPMatting"));
  }

  @Test
  void everyRuleSaysWhyAndWhoSaysSo() {
    assertThat(StandardRules.list())
        .allSatisfy(
            rule -> {
              assertThat(rule.because()).hasSizeGreaterThan(8);
              assertThat(rule.source().text()).isNotBlank();
              assertThat(rule.source().date()).isNotBlank();
              assertThat(rule.effects()).isNotEmpty();
            });
    assertThat(StandardRules.list().stream().map(Rule::id)).doesNotHaveDuplicates();
  }
}
