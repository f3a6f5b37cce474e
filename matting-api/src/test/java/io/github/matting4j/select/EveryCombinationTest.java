package io.github.matting4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.Device;
import io.github.matting4j.model.DeviceChoice;
import io.github.matting4j.model.ModelDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every combination of everything that can be enumerated gives advice with reasons. */
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

  @Test
  void givesAdviceWithReasons() {
    int combinations = 0;
    for (PhotoTraits photo : PHOTOS) {
      for (Hardware machine : MACHINES) {
        for (int goal = -1; goal < Goal.values().length; goal++) {
          for (DeviceChoice device :
              List.of(
                  DeviceChoice.automatic(),
                  DeviceChoice.demand(Device.cuda(0)),
                  DeviceChoice.prefer(Device.coreMl()))) {
            for (int wishes = 0; wishes < 32; wishes++) {
              check(criteria(photo, machine, goal, device, wishes), (wishes & 1) == 0);
              combinations++;
            }
          }
        }
      }
    }
    assertThat(combinations).isEqualTo(8 * 14 * 5 * 3 * 32);
  }

  private static MattingCriteria criteria(
      PhotoTraits photo, Hardware machine, int goal, DeviceChoice device, int wishes) {
    MattingCriteria.Builder builder =
        MattingCriteria.builder().photo(photo).hardware(machine).device(device);
    if (goal >= 0) {
      builder.goal(Goal.values()[goal]);
    }
    if ((wishes & 2) != 0) {
      builder.commercialUse();
    }
    if ((wishes & 4) != 0) {
      builder.starter(MattingCriteria.Starter.NEVER);
    }
    if ((wishes & 8) != 0) {
      builder.offlineOnly().licences("Apache-2.0 (PaddleSeg)");
    }
    if ((wishes & 16) != 0) {
      builder.deadline(Duration.ofMillis(300)).photosADay(1_000_000).memoryLimit(1L << 30);
    }
    return builder.build();
  }

  private static void check(MattingCriteria criteria, boolean looked) {
    Recommendation advice =
        MattingAdvisor.standard()
            .advise(criteria, looked ? onlyTheStarterIsHere() : Inventory.unknown());
    if (advice.ranking().size() != 13) {
      throw new AssertionError("ranked " + advice.ranking().size());
    }
    boolean ruledOut = false;
    for (RankedCandidate ranked : advice.ranking()) {
      if (ranked.verdict().because().isEmpty() || ranked.verdict().because().get(0).isBlank()) {
        throw new AssertionError("no reason: " + ranked);
      }
      if (ruledOut && !ranked.isRuledOut()) {
        throw new AssertionError("ruled out before usable: " + advice.explain());
      }
      ruledOut = ranked.isRuledOut();
    }
    if (advice.chosen().isPresent()
        && advice.chosen().get().candidate().isStarter()
        && advice.usable().size() > 1) {
      throw new AssertionError("the starter before an official model: " + advice.explain());
    }
  }

  private static final Inventory STARTER = starter();

  private static Inventory onlyTheStarterIsHere() {
    return STARTER;
  }

  private static Inventory starter() {
    List<Inventory.Entry> entries = new ArrayList<>();
    for (ModelDescriptor model : KnownModels.list()) {
      if (model.family() == ModelDescriptor.Family.PP_MATTING) {
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
