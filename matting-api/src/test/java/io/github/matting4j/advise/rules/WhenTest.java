package io.github.matting4j.advise.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Hardware;
import org.junit.jupiter.api.Test;

class WhenTest {
  private static final Condition YES = criteria -> Finding.yes("this");
  private static final Condition SILENT_YES = criteria -> Finding.yes("");
  private static final Condition NO = criteria -> Finding.no();
  private static final Condition UNKNOWN = criteria -> Finding.unknown("that");
  private static final MattingCriteria ANY = MattingCriteria.builder().build();

  private static MattingCriteria photo(PhotoTrait trait, double value) {
    return MattingCriteria.builder().photo(PhotoTraits.unknown().with(trait, value)).build();
  }

  private static TriState share(Condition condition, double value) {
    return condition.evaluate(photo(PhotoTrait.SUBJECT_SHARE, value)).state();
  }

  @Test
  void limitsAreWhereTheirNamesSay() {
    Condition below = When.below(PhotoTrait.SUBJECT_SHARE, 0.25);
    assertThat(share(below, 0.249)).isEqualTo(TriState.YES);
    assertThat(share(below, 0.25)).isEqualTo(TriState.NO);
    Condition atLeast = When.atLeast(PhotoTrait.SUBJECT_SHARE, 0.25);
    assertThat(share(atLeast, 0.25)).isEqualTo(TriState.YES);
    assertThat(share(atLeast, 0.249)).isEqualTo(TriState.NO);
    Condition within = When.within(PhotoTrait.SUBJECT_SHARE, 0.25, 0.5);
    assertThat(share(within, 0.25)).isEqualTo(TriState.YES);
    assertThat(share(within, 0.5)).isEqualTo(TriState.YES);
    assertThat(share(within, 0.249)).isEqualTo(TriState.NO);
    assertThat(share(within, 0.501)).isEqualTo(TriState.NO);
    Condition likely = When.likely(PhotoTrait.SUBJECT_SHARE);
    assertThat(share(likely, 0.5)).isEqualTo(TriState.YES);
    assertThat(share(likely, 0.499)).isEqualTo(TriState.NO);
  }

  @Test
  void aTraitThatIsNotSureIsUnknown() {
    PhotoTraits unsure =
        PhotoTraits.unknown()
            .with(
                PhotoTrait.SUBJECT_SHARE, new PhotoTraits.Measurement(0.9, 0.49, "a quick matte"));
    Finding finding =
        When.likely(PhotoTrait.SUBJECT_SHARE)
            .evaluate(MattingCriteria.builder().photo(unsure).build());
    assertThat(finding.state()).isEqualTo(TriState.UNKNOWN);
    assertThat(finding.missingInputs()).singleElement().asString().startsWith("share of the frame");
  }

  @Test
  void anyIsYesForOneNoForNoneAndElseUnknown() {
    assertThat(When.any(NO, YES, UNKNOWN).evaluate(ANY).state()).isEqualTo(TriState.YES);
    assertThat(When.any(NO, YES, YES).evaluate(ANY).text()).isEqualTo("this, this");
    assertThat(When.any(NO, YES).evaluate(ANY).text()).isEqualTo("this");
    assertThat(When.any(NO, UNKNOWN).evaluate(ANY).state()).isEqualTo(TriState.UNKNOWN);
    assertThat(When.any(NO, UNKNOWN).evaluate(ANY).missingInputs()).containsExactly("that");
    assertThat(When.any(NO, NO).evaluate(ANY).state()).isEqualTo(TriState.NO);
  }

  @Test
  void allIsNoForOneYesForAllAndElseUnknown() {
    assertThat(When.all(UNKNOWN, NO).evaluate(ANY).state()).isEqualTo(TriState.NO);
    assertThat(When.all(YES, UNKNOWN).evaluate(ANY).state()).isEqualTo(TriState.UNKNOWN);
    Finding both = When.all(YES, SILENT_YES, YES).evaluate(ANY);
    assertThat(both.state()).isEqualTo(TriState.YES);
    assertThat(both.text()).isEqualTo("this, this");
  }

  @Test
  void notTurnsYesAndNoAround() {
    assertThat(When.not(YES, "x").evaluate(ANY).state()).isEqualTo(TriState.NO);
    assertThat(When.not(NO, "x").evaluate(ANY)).isEqualTo(Finding.yes("x"));
    assertThat(When.not(UNKNOWN, "x").evaluate(ANY).missingInputs()).containsExactly("that");
  }

  @Test
  void aGoalThatIsNotStatedIsAskedForWithAllGoals() {
    Condition film = When.goal(Goal.FILM_QUALITY);
    assertThat(film.evaluate(ANY).missingInputs())
        .singleElement()
        .asString()
        .contains(Goal.FILM_QUALITY.title(), Goal.HIGH_THROUGHPUT.title());
    MattingCriteria stated = MattingCriteria.builder().goal(Goal.FILM_QUALITY).build();
    assertThat(film.evaluate(stated)).isEqualTo(Finding.yes(Goal.FILM_QUALITY.title()));
    assertThat(When.goal(Goal.HIGH_THROUGHPUT).evaluate(stated).state()).isEqualTo(TriState.NO);
  }

  @Test
  void graphicsCardsAreNamedWhereTheyAreKnown() {
    MattingCriteria card =
        MattingCriteria.builder().hardware(Hardware.withGpu("NVIDIA GeForce RTX 4090")).build();
    MattingCriteria none = MattingCriteria.builder().hardware(Hardware.cpuOnly()).build();
    assertThat(When.nvidia().evaluate(card).text()).contains("RTX 4090");
    assertThat(When.noNvidia().evaluate(card).state()).isEqualTo(TriState.NO);
    assertThat(When.nvidia().evaluate(none).state()).isEqualTo(TriState.NO);
    assertThat(When.noNvidia().evaluate(none)).isEqualTo(Finding.yes("no NVIDIA GPU"));
    assertThat(When.edgeBoard().evaluate(card).state()).isEqualTo(TriState.NO);
    assertThat(When.nvidia().evaluate(ANY).state()).isEqualTo(TriState.UNKNOWN);
  }
}
