package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.advise.rules.Effect;
import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Step;
import io.github.matting4j.advise.rules.Strength;
import io.github.matting4j.advise.rules.Target;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.Licence.CommercialUse;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelDescriptor.Kind;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A network of a family that the library does not know is judged by its own figures only. */
class ThirdPartyTest {
  private static final Citation OURS = new Citation("our bench", "2026-11-22");

  private static ModelDescriptor.Builder studio() {
    return ModelDescriptor.builder("studio-net", new Family("studio"));
  }

  /** These models and every published one, all of them installed. */
  private static Inventory with(ModelDescriptor... models) {
    List<Inventory.Entry> entries = new ArrayList<>();
    for (ModelDescriptor model : models) {
      entries.add(new Inventory.Entry(model, new Availability.Ready(model.id() + ".onnx")));
    }
    for (ModelDescriptor published : ModelCatalogue.published().models()) {
      entries.add(new Inventory.Entry(published, new Availability.Ready("here")));
    }
    return Inventory.of(entries);
  }

  private static RankedCandidate studio(Recommendation advice) {
    return ranked(advice, "studio-net");
  }

  private static RankedCandidate ranked(Recommendation advice, String id) {
    return advice.ranking().stream()
        .filter(ranked -> ranked.candidate().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> order(Recommendation advice) {
    return advice.ranking().stream()
        .filter(ranked -> !ranked.isRuledOut())
        .map(ranked -> ranked.candidate().id())
        .toList();
  }

  static Stream<MattingCriteria> everyKindOfCriteria() {
    List<MattingCriteria> all = new ArrayList<>();
    all.add(MattingCriteria.anything());
    for (Goal goal : Goal.values()) {
      for (String gpu : List.of("RTX 3090", "RTX 4090", "Jetson Orin")) {
        all.add(MattingCriteria.builder().goal(goal).hardware(Hardware.withGpu(gpu)).build());
      }
      all.add(
          MattingCriteria.builder()
              .goal(goal)
              .hardware(Hardware.cpuOnly())
              .photo(PhotoTraits.unknown().with(PhotoTrait.PEOPLE, 3))
              .deadline(Duration.ofMillis(1)) // every estimate is over it
              .photosPerDay(1_000_000_000)
              .build());
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyKindOfCriteria")
  void withoutFiguresItRanksBetweenThePublishedNetworksAndTheStarter(MattingCriteria criteria) {
    for (ModelDescriptor.Role role :
        List.of(ModelDescriptor.Role.THIRD_PARTY, ModelDescriptor.Role.OFFICIAL)) {
      Recommendation advice =
          MattingAdvisor.standard().advise(criteria, with(studio().role(role).build()));
      assertThat(order(advice)).endsWith("studio-net", "portrait-starter");
      assertThat(studio(advice).results()).as("rules about other families").isEmpty();
      assertThat(studio(advice).unproven()).isTrue();
      assertThat(studio(advice).forecast().time()).isEmpty();
      assertThat(studio(advice).forecast().text()).contains("an unknown time");
      assertThat(advice.explain().replaceAll("\\s+", " "))
          .contains("studio-net: its accuracy is neither published nor measured")
          .contains("'matting calibrate PHOTOS --truth MATTES' would measure it");
    }
  }

  @Test
  void aloneItIsChosenBeforeTheStarterAndTheSummarySaysWhatIsNotKnown() {
    List<Inventory.Entry> entries = new ArrayList<>();
    entries.add(new Inventory.Entry(studio().build(), new Availability.Ready("built in")));
    entries.add(
        new Inventory.Entry(
            ModelCatalogue.published().get("portrait-starter"),
            new Availability.Ready("built in")));
    Recommendation advice =
        MattingAdvisor.standard().advise(MattingCriteria.anything(), Inventory.of(entries));
    assertThat(advice.chosen().orElseThrow().candidate().id()).isEqualTo("studio-net");
    assertThat(advice.better().orElseThrow().candidate().id()).isEqualTo("pp-matting-512");
    assertThat(advice.summary().replaceAll("\\s+", " "))
        .contains("Use studio-net")
        .contains("no published model is usable; its accuracy is neither published nor measured")
        .contains("'matting calibrate PHOTOS --truth MATTES' would measure it")
        .contains("Best model not installed: pp-matting-512");
  }

  @Test
  void ofItsOwnFiguresItGetsForecasts() {
    ModelDescriptor model =
        studio()
            .sizeRule(new SizeRule(SizeRule.Kind.SHORT_EXACTLY, 512, 4_000_000))
            .figure(Quantity.GIGAMACS, 70, OURS)
            .figure(Quantity.REFERENCE_PIXELS, 512 * 512, OURS)
            .figure(Quantity.MEMORY, 400, OURS)
            .figure(Quantity.CPU_RATE, 35, OURS)
            .build();
    MattingCriteria criteria =
        MattingCriteria.builder()
            .hardware(Hardware.cpuOnly().toBuilder().cores(1).build())
            .photo(PhotoTraits.unknown().size(1000, 1000))
            .build();
    RankedCandidate ranked = studio(MattingAdvisor.standard().advise(criteria, with(model)));
    assertThat(ranked.forecast().time()).contains(Duration.ofSeconds(2));
    assertThat(ranked.forecast().memoryBytes()).hasValue(400L << 20);
    assertThat(ranked.unproven()).as("cost is not accuracy").isTrue();
  }

  @Test
  void aPublishedAccuracyPutsItAmongThePublishedNetworks() {
    ModelDescriptor model = studio().figure(Quantity.SAD, 20, OURS).build();
    Recommendation advice =
        MattingAdvisor.standard().advise(MattingCriteria.anything(), with(model));
    assertThat(order(advice)).startsWith("studio-net", "pp-matting-512");
  }

  @ParameterizedTest
  @EnumSource(Goal.class)
  void aMeasuredAccuracyDoesSoToo(Goal goal) {
    Hardware machine = Hardware.cpuOnly();
    Calibration calibration =
        new Calibration(
            machine.fingerprint(),
            LocalDate.of(2026, 11, 1),
            List.of(entry("studio-net", 100, 0.001), entry("pp-matting-512", 900, 0.02)));
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(calibration)
            .advise(
                MattingCriteria.builder().goal(goal).hardware(machine).build(),
                with(studio().build()));
    assertThat(studio(advice).unproven()).isFalse();
    assertThat(order(advice)).startsWith("studio-net");
  }

  private static Calibration.Entry entry(String model, long millis, double error) {
    return new Calibration.Entry(
        model,
        Engine.ONNX_RUNTIME,
        "cpu",
        12,
        1920,
        1080,
        Duration.ofMillis(millis),
        OptionalLong.empty(),
        OptionalDouble.of(error),
        OptionalDouble.empty());
  }

  static Stream<MattingCriteria> hairMatters() {
    return Stream.of(
        MattingCriteria.builder().goal(Goal.FILM_QUALITY).build(),
        MattingCriteria.builder().photo(PhotoTraits.unknown().with(PhotoTrait.HAIR, 1)).build());
  }

  @ParameterizedTest
  @MethodSource("hairMatters")
  void whereHairMattersASoftAlphaRanksBeforeAHardOutline(MattingCriteria criteria) {
    ModelDescriptor outline = own("a-outline", Kind.SEGMENTATION).build();
    ModelDescriptor soft = own("b-soft", Kind.MATTING).build();
    ModelDescriptor unstated = own("c-unstated", Optional.empty()).build();
    Inventory inventory = with(outline, soft, unstated);
    Recommendation advice = MattingAdvisor.standard().advise(criteria, inventory);
    assertThat(order(advice)).endsWith("b-soft", "c-unstated", "a-outline", "portrait-starter");
    assertThat(ranked(advice, "a-outline").results())
        .extracting(result -> result.rule().id())
        .containsExactly("variant.hard-outline");
    assertThat(ranked(advice, "b-soft").results()).isEmpty();
    assertThat(advice.toJson())
        .contains("\"model\":\"a-outline\"", "\"kind\":\"hard outline\"", "\"kind\":null");
    assertThat(order(MattingAdvisor.standard().advise(MattingCriteria.anything(), inventory)))
        .as("where it does not matter")
        .endsWith("a-outline", "b-soft", "c-unstated", "portrait-starter");
  }

  @Test
  void theHardOutlineIsExplainedWhereItIsAmongTheFirst() {
    ModelDescriptor outline = own("a-outline", Kind.SEGMENTATION).build();
    Recommendation advice =
        MattingAdvisor.standard()
            .calibrated(measured(entry("a-outline", 9, 0.001), entry("bshm", 900, 0.05)))
            .advise(
                MattingCriteria.builder()
                    .goal(Goal.FILM_QUALITY)
                    .hardware(Hardware.cpuOnly())
                    .build(),
                with(outline));
    assertThat(order(advice)).as("the user's own measurement outranks").startsWith("a-outline");
    assertThat(advice.explain().replaceAll("\\s+", " "))
        .contains("film quality → avoid networks of a hard outline: it cuts off or fills in hair")
        .contains("{variant.hard-outline}")
        .contains("docs/measurements/advisor.md");
  }

  @Test
  void withoutALicenceItIsExcludedFromCommercialUseAndTheRemedyIsToStateIt() {
    MattingCriteria commercial =
        MattingCriteria.builder().commercialUse().licences(Licence.NOT_STATED.name()).build();
    RankedCandidate excluded =
        studio(MattingAdvisor.standard().advise(commercial, with(studio().build())));
    assertThat(excluded.isRuledOut()).isTrue();
    assertThat(excluded.verdict().because().get(0)).contains("[fact.licence-not-stated]");
    assertThat(((Verdict.RuledOut) excluded.verdict()).remedies().get(0)).contains("state them");

    Licence own = new Licence("ours", "", "our studio", Licence.CommercialUse.ALLOWED);
    assertThat(
            studio(
                    MattingAdvisor.standard()
                        .advise(
                            MattingCriteria.builder().commercialUse().build(),
                            with(studio().licence(own).build())))
                .isUsable())
        .isTrue();
    for (CommercialUse use : List.of(CommercialUse.FORBIDDEN, CommercialUse.UNKNOWN)) {
      Licence other = new Licence("CC-BY-NC-4.0", "", "its author", use);
      Inventory inventory = with(studio().licence(other).build());
      RankedCandidate ranked =
          studio(
              MattingAdvisor.standard()
                  .advise(MattingCriteria.builder().commercialUse().build(), inventory));
      assertThat(ranked.verdict().because().get(0)).contains("[fact.commercial-licence]");
    }
  }

  private static ModelDescriptor.Builder own(String id, Kind kind) {
    return own(id, Optional.of(kind));
  }

  private static ModelDescriptor.Builder own(String id, Optional<Kind> kind) {
    ModelDescriptor.Builder builder = ModelDescriptor.builder(id, new Family("studio"));
    kind.ifPresent(builder::kind);
    return builder;
  }

  private static Calibration measured(Calibration.Entry... entries) {
    return new Calibration(
        Hardware.cpuOnly().fingerprint(), LocalDate.of(2026, 11, 1), List.of(entries));
  }

  @Test
  void aRuleCanNameItsFamily() {
    Rule house =
        Rule.of("house.studio", Step.BUSINESS)
            .then(Effect.prefer(Target.family("studio"), Strength.CLEAR));
    Recommendation advice =
        MattingAdvisor.standard()
            .with(house)
            .advise(MattingCriteria.anything(), with(studio().build()));
    assertThat(studio(advice).points()).isEqualTo(Strength.CLEAR.points());
    assertThat(order(advice))
        .as("points do not prove accuracy")
        .endsWith("studio-net", "portrait-starter");
  }
}
