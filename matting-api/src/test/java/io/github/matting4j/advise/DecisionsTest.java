package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.advise.rules.Strength;
import io.github.matting4j.advise.rules.Target;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.figures.Engine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows against each other, against hard facts and against measurements. The columns of {@link
 * #decisions}: the story, what is known, what is chosen.
 */
class DecisionsTest {
  private static final PhotoTraits SMALL =
      PhotoTraits.unknown().with(PhotoTrait.SUBJECT_SHARE, 0.12).with(PhotoTrait.PEOPLE, 1);
  private static final PhotoTraits BRIDE =
      PhotoTraits.unknown()
          .size(6000, 4000)
          .with(PhotoTrait.PEOPLE, 1)
          .with(PhotoTrait.SUBJECT_SHARE, 0.55)
          .with(PhotoTrait.SUBJECT_X, 0.48)
          .with(PhotoTrait.CLUTTER, 0.1)
          .with(PhotoTrait.STUDIO_LIGHT, 1)
          .with(PhotoTrait.RAW_ORIGIN, 1);
  private static final PhotoTraits WEB =
      PhotoTraits.unknown().with(PhotoTrait.MIXED_SOURCES, 1).size(1200, 800);

  static Stream<Arguments> decisions() {
    return Stream.of(
        decision("nothing known: the best published accuracy", all(), "pp-matting-512"),
        // photo against business
        decision(
            "a poster of a small person: the photo outweighs the goal",
            all().photo(SMALL).goal(Goal.FILM_QUALITY),
            "pp-matting-512"),
        decision(
            "a bridal poster: photo and goal agree, studio and RAW leave it to them",
            all().photo(BRIDE).goal(Goal.FILM_QUALITY),
            "bshm"),
        decision(
            "forensics on web downloads: equal weight, published accuracy decides",
            all().photo(WEB).goal(Goal.ACCURACY_FIRST),
            "pp-matting-512"),
        // hardware against business: the fact that BSHM runs on ONNX takes the row's ground away
        decision(
            "a poster on an RTX 3090: BSHM through its conversion",
            all().hardware(Hardware.withGpu("RTX 3090")).goal(Goal.FILM_QUALITY),
            "bshm"),
        decision(
            "a poster on an A100",
            all().hardware(Hardware.withGpu("A100")).goal(Goal.FILM_QUALITY),
            "bshm"),
        decision(
            "a poster on an H200",
            all().hardware(Hardware.withGpu("H200")).goal(Goal.FILM_QUALITY),
            "bshm"),
        decision(
            "a poster on a Mac",
            all().hardware(Hardware.appleSilicon()).goal(Goal.FILM_QUALITY),
            "bshm"),
        decision(
            "a poster on a board: it is a small board first of all",
            all().hardware(Hardware.withGpu("Jetson Orin Nano")).goal(Goal.FILM_QUALITY),
            "pp-mattingv2-512"),
        // variants
        decision(
            "a hundred thousand photos a day on a CPU",
            MattingCriteria.batch(100_000).hardware(cpu(8)),
            "pp-mattingv2-512"),
        decision(
            "a service that has to answer in half a second on four cores",
            MattingCriteria.service(Duration.ofMillis(500)).hardware(cpu(4)),
            "modnet-hrnet-w18"),
        decision(
            "a CPU and no goal: nothing speaks for a smaller network",
            all().hardware(Hardware.cpuOnly()),
            "pp-matting-512"),
        decision(
            "accuracy on a CPU, seconds do not matter",
            all().hardware(Hardware.cpuOnly()).goal(Goal.ACCURACY_FIRST),
            "bshm"),
        decision("half a gigabyte: what fits", all().memoryLimit(512L << 20), "pp-mattingv2-512"),
        // hard requirements
        decision(
            "commercial use: only what is known to allow it",
            MattingCriteria.commercialRetouch(),
            "portrait-starter"),
        decision(
            "commercial use, PaddleSeg's terms checked by a lawyer",
            MattingCriteria.commercialRetouch().licences("Apache-2.0 (PaddleSeg)"),
            "pp-matting-512"),
        decision(
            "CUDA required on a machine without a GPU: nothing",
            all().hardware(Hardware.cpuOnly()).device(DeviceChoice.require(Device.cuda(0))),
            "nothing"),
        decision(
            "commercial use and no starter: nothing",
            MattingCriteria.commercialRetouch().starter(MattingCriteria.Starter.NEVER),
            "nothing"));
  }

  private static MattingCriteria.Builder all() {
    return MattingCriteria.builder();
  }

  private static Hardware cpu(double cores) {
    return Hardware.cpuOnly().toBuilder().cores(cores).build();
  }

  private static Arguments decision(String story, MattingCriteria.Builder known, String chosen) {
    return Arguments.of(story, known.build(), chosen);
  }

  @ParameterizedTest(name = "{0} → {2}")
  @MethodSource("decisions")
  void theAdvisorDecides(String story, MattingCriteria known, String chosen) {
    Recommendation advice = MattingAdvisor.standard().advise(known);
    assertThat(advice.chosen().map(c -> c.candidate().label()).orElse("nothing"))
        .as(advice.explain())
        .isEqualTo(chosen);
  }

  @Test
  void theOverruledStatementIsNamed() {
    Recommendation advice =
        MattingAdvisor.standard()
            .advise(all().hardware(Hardware.withGpu("RTX 3090")).goal(Goal.FILM_QUALITY).build());
    assertThat(advice.conflicts())
        .anySatisfy(
            conflict -> {
              assertThat(conflict.about()).isEqualTo("bshm");
              assertThat(conflict.otherSide()).contains("hw.rtx30-a100-v100");
              assertThat(conflict.oneSide()).isEqualTo("fact.bshm-on-onnx");
              assertThat(conflict.settledBy()).contains("needs no TensorFlow");
            });
  }

  @Test
  void tensorFlowCannotBeOnAppleSilicon() {
    Recommendation advice =
        MattingAdvisor.standard()
            .advise(all().hardware(Hardware.appleSilicon()).goal(Goal.FILM_QUALITY).build());
    RankedCandidate pb = find(advice, "bshm on TensorFlow 1.15");
    assertThat(pb.verdict()).isInstanceOf(Verdict.RuledOut.class);
    assertThat(pb.verdict().because().get(0)).contains("fact.native-library");
    assertThat(advice.conflicts())
        .anyMatch(
            conflict ->
                conflict.oneSide().contains("fact.native-library")
                    && conflict.otherSide().contains("goal.film-quality"));
  }

  @Test
  void aMeasurementOutweighsPublishedRules() {
    Hardware machine = Hardware.withGpu("RTX 3090");
    Calibration calibration =
        new Calibration(
            machine.fingerprint(),
            LocalDate.of(2026, 11, 1),
            List.of(
                entry("bshm", 900, 0.020),
                entry("pp-matting-512", 700, 0.008),
                entry("pp-mattingv2-512", 90, 0.011)));
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(calibration)
            .advise(all().hardware(machine).photo(BRIDE).goal(Goal.FILM_QUALITY).build());
    assertThat(advice.chosen().orElseThrow().candidate().id()).isEqualTo("pp-matting-512");
    assertThat(advice.chosen().orElseThrow().forecast().measured()).isTrue();
    assertThat(advice.conflicts())
        .anyMatch(conflict -> conflict.settledBy().contains("measurement"));
    assertThat(advice.explain()).contains("measured on this machine on 2026-11-01");
  }

  @Test
  void theFirstEffectOfARuleDecides() {
    Target one = Target.ids("one", "pp-matting-512");
    Rule out =
        Rule.of("house.out", Step.FACT)
            .then(Effect.ruleOut(Target.family("PPMatting")), Effect.prefer(one, Strength.STRONG));
    Recommendation excluded = MattingAdvisor.standard().with(out).advise(all().build());
    assertThat(find(excluded, "pp-matting-512").verdict()).isInstanceOf(Verdict.RuledOut.class);
    Rule exception =
        Rule.of("house.exception", Step.FACT)
            .then(Effect.prefer(one, Strength.STRONG), Effect.ruleOut(Target.family("PPMatting")));
    Recommendation spared = MattingAdvisor.standard().with(exception).advise(all().build());
    assertThat(find(spared, "pp-matting-512").isUsable()).isTrue();
    assertThat(find(spared, "modnet-hrnet-w18").verdict()).isInstanceOf(Verdict.RuledOut.class);
    Rule both =
        Rule.of("house.both", Step.BUSINESS)
            .then(
                Effect.prefer(Target.family("PPMatting"), Strength.CLEAR),
                Effect.prefer(one, Strength.CLEAR));
    Recommendation added = MattingAdvisor.standard().with(both).advise(all().build());
    assertThat(find(added, "pp-matting-512").points())
        .isEqualTo(find(added, "pp-mattingv2-512").points() + Strength.CLEAR.points());
  }

  @Test
  void aCardThatIsNamedIsAKnownMachine() {
    String known =
        MattingAdvisor.standard()
            .advise(all().hardware(Hardware.withGpu("RTX 4090")).build())
            .explain();
    assertThat(known)
        .contains("RTX 4090 (Ada)", "no rule about this hardware matches")
        .doesNotContain("nothing is known about the machine");
    assertThat(MattingAdvisor.standard().advise(all().build()).explain())
        .contains("nothing is known about the machine");
  }

  @Test
  void aForeignCalibrationIsNoticedAndDoesNotCount() {
    Calibration calibration =
        new Calibration(
            "another machine",
            LocalDate.of(2026, 11, 1),
            List.of(entry("bshm", 900, 0.001), entry("pp-matting-512", 700, 0.5)));
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(calibration)
            .advise(all().hardware(Hardware.withGpu("RTX 3090")).build());
    assertThat(advice.notices()).singleElement().asString().contains("another machine");
    assertThat(advice.chosen().orElseThrow().candidate().id()).isEqualTo("pp-matting-512");
  }

  @Test
  void aStaleCalibrationIsNoticed() {
    Calibration old =
        new Calibration(Hardware.unknown().fingerprint(), LocalDate.of(2025, 1, 1), List.of());
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(old)
            .advise(all().today(LocalDate.of(2026, 11, 22)).build());
    assertThat(advice.notices()).singleElement().asString().contains("690 days old");
  }

  @Test
  void aMeasuredTimeOverTheDeadlineRulesOut() {
    Hardware machine = cpu(4);
    Calibration calibration =
        new Calibration(
            machine.fingerprint(),
            LocalDate.of(2026, 11, 1),
            List.of(
                new Calibration.Entry(
                    "modnet-hrnet-w18",
                    Engine.ONNX_RUNTIME,
                    "cpu",
                    8,
                    1920,
                    1080,
                    Duration.ofMillis(800),
                    OptionalLong.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty())));
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(calibration)
            .advise(MattingCriteria.service(Duration.ofMillis(500)).hardware(machine).build());
    assertThat(find(advice, "modnet-hrnet-w18").verdict()).isInstanceOf(Verdict.RuledOut.class);
  }

  private static Calibration.Entry entry(String model, long millis, double error) {
    return new Calibration.Entry(
        model,
        Engine.ONNX_RUNTIME,
        "cuda:0",
        12,
        1920,
        1080,
        Duration.ofMillis(millis),
        OptionalLong.empty(),
        OptionalDouble.of(error),
        OptionalDouble.empty());
  }

  private static RankedCandidate find(Recommendation advice, String label) {
    return advice.ranking().stream()
        .filter(ranked -> ranked.candidate().label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
