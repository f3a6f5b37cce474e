package io.github.matting4j.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.advise.calibration.Calibration;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.hardware.Platform;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.Engine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every combination of two requirements, a machine and a photo gets advice that meets them. */
class EveryCombinationTest {
  private static final List<PhotoTraits> PHOTOS =
      List.of(
          PhotoTraits.unknown(),
          PhotoTraits.unknown().with(PhotoTrait.SUBJECT_SHARE, 0.1),
          PhotoTraits.unknown().with(PhotoTrait.PEOPLE, 4),
          PhotoTraits.unknown()
              .with(PhotoTrait.PEOPLE, 1)
              .with(PhotoTrait.SUBJECT_SHARE, 0.6)
              .with(PhotoTrait.SUBJECT_X, 0.5)
              .with(PhotoTrait.CLUTTER, 0.1),
          PhotoTraits.unknown().with(PhotoTrait.MIXED_SOURCES, 1),
          PhotoTraits.unknown()
              .size(6000, 4000)
              .with(PhotoTrait.STUDIO_LIGHT, 1)
              .with(PhotoTrait.RAW_ORIGIN, 1),
          PhotoTraits.unknown().size(1, 1),
          PhotoTraits.unknown().size(40_000, 30));

  private static final List<Hardware> MACHINES = machines();

  private static List<Hardware> machines() {
    List<Hardware> all = new ArrayList<>();
    for (String gpu :
        List.of("RTX 3090", "RTX 4090", "A100", "V100", "H200", "T4", "Jetson Orin", "Voodoo 2")) {
      all.add(Hardware.withGpu(gpu));
    }
    all.add(Hardware.unknown());
    all.add(Hardware.cpuOnly());
    all.add(Hardware.appleSilicon());
    all.add(Hardware.withGpu("RTX 4090").toBuilder().cuda12InPlace(false).build());
    all.add(Hardware.cpuOnly().toBuilder().cores(0.5).memoryBytes(256L << 20).avx(false).build());
    all.add(Hardware.builder().platform(Platform.of("SunOS", "sparc")).gpus(List.of()).build());
    return all;
  }

  private static final List<DeviceChoice> DEVICES =
      List.of(
          DeviceChoice.automatic(),
          DeviceChoice.require(Device.cuda(0)),
          DeviceChoice.prefer(Device.coreMl()));

  private static final String LISTED = "Apache-2.0 (PaddleSeg)";
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final long MEMORY_LIMIT = 1L << 30;
  private static final MattingAdvisor ADVISOR = MattingAdvisor.standard();

  /** Which hard requirements ruled something out, so that the checks below are known to check. */
  private final Set<String> enforced = new TreeSet<>();

  private int chosen;

  @Test
  void everyPairGivesAdviceWithinTheHardRequirements() {
    int goals = Goal.values().length + 1;
    List<int[]> rows =
        AllPairs.rows(PHOTOS.size(), MACHINES.size(), goals, DEVICES.size(), 2, 2, 2, 3, 2, 2, 2);
    for (int[] row : rows) {
      MattingCriteria criteria = criteria(row);
      MattingAdvisor advisor =
          row[10] == 1 ? ADVISOR.calibrated(measured(criteria.hardware())) : ADVISOR;
      check(criteria, advisor.advise(criteria, row[4] == 0 ? STARTER : Inventory.unknown()));
    }
    assertThat(rows.size()).isLessThan(200);
    assertThat(chosen).isPositive();
    assertThat(enforced).containsExactly("commercial", "deadline", "licences", "memory", "starter");
  }

  @Test
  void theRowsHoldEveryPair() {
    int[] sizes = {4, 3, 1, 2, 5};
    Set<List<Integer>> pairs = new HashSet<>();
    for (int[] row : AllPairs.rows(sizes)) {
      for (int axis = 0; axis < sizes.length; axis++) {
        assertThat(row[axis]).isBetween(0, sizes[axis] - 1);
        for (int other = axis + 1; other < sizes.length; other++) {
          pairs.add(List.of(axis, row[axis], other, row[other]));
        }
      }
    }
    int expected = 4 * 3 + 4 + 4 * 2 + 4 * 5 + 3 + 3 * 2 + 3 * 5 + 2 + 5 + 2 * 5;
    assertThat(pairs).hasSize(expected);
  }

  private static MattingCriteria criteria(int[] row) {
    MattingCriteria.Builder builder =
        MattingCriteria.builder()
            .photo(PHOTOS.get(row[0]))
            .hardware(MACHINES.get(row[1]))
            .device(DEVICES.get(row[3]));
    if (row[2] > 0) {
      builder.goal(Goal.values()[row[2] - 1]);
    }
    if (row[5] == 1) {
      builder.commercialUse();
    }
    if (row[6] == 1) {
      builder.starter(MattingCriteria.Starter.NEVER);
    }
    if (row[7] > 0) {
      builder.offlineOnly();
    }
    if (row[7] > 1) {
      builder.licences(LISTED);
    }
    if (row[8] == 1) {
      builder.deadline(DEADLINE).photosPerDay(1_000_000);
    }
    if (row[9] == 1) {
      builder.memoryLimit(MEMORY_LIMIT);
    }
    return builder.build();
  }

  /** Every other model is measured to be ten times too slow for the deadline. */
  private static Calibration measured(Hardware machine) {
    List<Calibration.Entry> entries = new ArrayList<>();
    for (ModelDescriptor model : ModelCatalogue.published().models()) {
      entries.add(
          new Calibration.Entry(
              model.id(),
              Engine.ONNX_RUNTIME,
              "cpu",
              3,
              1000,
              1000,
              entries.size() % 2 == 0 ? DEADLINE.multipliedBy(10) : DEADLINE.dividedBy(10),
              OptionalLong.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty()));
    }
    return new Calibration(machine.fingerprint(), LocalDate.of(2026, 1, 1), entries);
  }

  private void check(MattingCriteria criteria, Recommendation advice) {
    assertThat(advice.ranking()).hasSize(13);
    boolean ruledOut = false;
    for (RankedCandidate ranked : advice.ranking()) {
      assertThat(ranked.verdict().because()).as("reasons").isNotEmpty();
      assertThat(ranked.verdict().because().get(0)).as("reason").isNotBlank();
      assertThat(ruledOut && !ranked.isRuledOut()).as("ruled out before usable").isFalse();
      ruledOut = ranked.isRuledOut();
      Set<String> broken = broken(criteria, ranked);
      if (ruledOut) {
        enforced.addAll(broken);
      } else {
        assertThat(broken).as("%s for %s", ranked, criteria).isEmpty();
      }
    }
    chosen += advice.chosen().isPresent() ? 1 : 0;
    assertThat(advice.chosen().filter(RankedCandidate::isRuledOut)).isEmpty();
    assertThat(
            advice.chosen().isPresent()
                && advice.chosen().get().candidate().isStarter()
                && advice.usable().size() > 1)
        .as("the starter before an official model")
        .isFalse();
  }

  /** The hard requirements that a candidate does not meet. */
  private static Set<String> broken(MattingCriteria criteria, RankedCandidate ranked) {
    Set<String> broken = new TreeSet<>();
    Licence licence = ranked.candidate().model().licence();
    boolean listed = criteria.licences().contains(licence.name());
    if (!criteria.licences().isEmpty() && !listed) {
      broken.add("licences");
    }
    if (criteria.isCommercialUse()
        && licence.commercialUse() != Licence.CommercialUse.ALLOWED
        && !listed) {
      broken.add("commercial");
    }
    if (criteria.starter() == MattingCriteria.Starter.NEVER && ranked.candidate().isStarter()) {
      broken.add("starter");
    }
    if (criteria.memoryLimit().isPresent()
        && ranked.forecast().memoryBytes().orElse(0) > MEMORY_LIMIT) {
      broken.add("memory");
    }
    if (criteria.deadline().isPresent()
        && ranked.forecast().measured()
        && ranked.forecast().time().orElse(Duration.ZERO).compareTo(DEADLINE) > 0) {
      broken.add("deadline");
    }
    return broken;
  }

  private static final Inventory STARTER = starter();

  private static Inventory starter() {
    List<Inventory.Entry> entries = new ArrayList<>();
    for (ModelDescriptor model : ModelCatalogue.published().models()) {
      if (model.family().name().equals("PPMatting")) {
        entries.add(
            new Inventory.Entry(
                model, new Availability.Missing("no weights", "get them from " + model.source())));
      } else if (model.role() == ModelDescriptor.Role.STARTER) {
        entries.add(new Inventory.Entry(model, new Availability.Ready("built in")));
      }
    }
    return Inventory.of(entries);
  }

  @Test
  void whatIsMissingIsToldWithItsRemedy() {
    Recommendation advice =
        MattingAdvisor.standard()
            .advise(MattingCriteria.builder().goal(Goal.FILM_QUALITY).build(), STARTER);
    assertThat(advice.chosen().orElseThrow().candidate().id()).isEqualTo("portrait-starter");
    assertThat(advice.better().orElseThrow().candidate().id()).isEqualTo("bshm");
    assertThat(advice.explain().replaceAll("\\s+", " "))
        .contains("bshm would rank first")
        .contains("add io.github.matting4j:matting-bshm");
  }

  @Test
  void theSameCriteriaGiveTheSameText() {
    for (Hardware machine : MACHINES) {
      MattingCriteria criteria =
          MattingCriteria.builder().hardware(machine).goal(Goal.FILM_QUALITY).build();
      assertThat(MattingAdvisor.standard().advise(criteria, STARTER).explain())
          .isEqualTo(MattingAdvisor.standard().advise(criteria, starter()).explain());
      assertThat(MattingAdvisor.standard().advise(criteria).explain().lines())
          .allMatch(line -> line.length() <= 110);
    }
  }
}
