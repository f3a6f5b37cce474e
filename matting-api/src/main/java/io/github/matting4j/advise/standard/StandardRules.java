package io.github.matting4j.advise.standard;

import static io.github.matting4j.advise.rules.Effect.allow;
import static io.github.matting4j.advise.rules.Effect.avoid;
import static io.github.matting4j.advise.rules.Effect.prefer;
import static io.github.matting4j.advise.rules.Effect.ruleOut;
import static io.github.matting4j.advise.rules.Step.BUSINESS;
import static io.github.matting4j.advise.rules.Step.FACT;
import static io.github.matting4j.advise.rules.Step.HARDWARE;
import static io.github.matting4j.advise.rules.Step.PHOTO;
import static io.github.matting4j.advise.rules.Step.VARIANT;
import static io.github.matting4j.advise.rules.Strength.CLEAR;
import static io.github.matting4j.advise.rules.Strength.HINT;
import static io.github.matting4j.advise.rules.Strength.STRONG;
import static io.github.matting4j.advise.rules.When.all;
import static io.github.matting4j.advise.rules.When.always;
import static io.github.matting4j.advise.rules.When.any;
import static io.github.matting4j.advise.rules.When.atLeast;
import static io.github.matting4j.advise.rules.When.below;
import static io.github.matting4j.advise.rules.When.cuda12InPlace;
import static io.github.matting4j.advise.rules.When.edgeBoard;
import static io.github.matting4j.advise.rules.When.goal;
import static io.github.matting4j.advise.rules.When.graphicsCard;
import static io.github.matting4j.advise.rules.When.likely;
import static io.github.matting4j.advise.rules.When.noNvidia;
import static io.github.matting4j.advise.rules.When.not;
import static io.github.matting4j.advise.rules.When.nvidia;
import static io.github.matting4j.advise.rules.When.platformKnown;
import static io.github.matting4j.advise.rules.When.within;
import static io.github.matting4j.advise.standard.Targets.BSHM;
import static io.github.matting4j.advise.standard.Targets.BSHM_ON_ONNX;
import static io.github.matting4j.advise.standard.Targets.FAST_ON_CPU;
import static io.github.matting4j.advise.standard.Targets.LIGHT;
import static io.github.matting4j.advise.standard.Targets.OPEN_SIZE;
import static io.github.matting4j.advise.standard.Targets.PP_MATTING;
import static io.github.matting4j.advise.standard.Targets.STARTER;
import static io.github.matting4j.advise.standard.Targets.TENSORFLOW;
import static io.github.matting4j.hardware.Gpu.Architecture.ADA;
import static io.github.matting4j.hardware.Gpu.Architecture.AMPERE;
import static io.github.matting4j.hardware.Gpu.Architecture.VOLTA;

import io.github.matting4j.advise.rules.Rule;
import io.github.matting4j.advise.rules.Target;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.model.figures.Citation;
import java.util.List;
import java.util.stream.Stream;

/** The standard rules, in the order of the table in docs/advisor.md. */
public final class StandardRules {
  private static final Citation GUIDE =
      new Citation(
          "published guidance on BSHM and PPMatting (docs/advisor.md, table 1)", "2026-11");
  private static final Citation PADDLE =
      new Citation("PaddleSeg, Matting/README: PPM-AIM-195 and Tesla V100", "2024-10-18");
  private static final Citation JARS =
      new Citation("matting4j, contents of the released jars", "2026-11-22");
  private static final Citation MEASURED =
      new Citation("matting4j, BSHM-sized graph on 2 cores of an AMD EPYC", "2026-11-22");
  private static final Citation KINDS =
      new Citation(
          "matting4j, drawn portraits with loose hair (docs/measurements/advisor.md)",
          "2026-11-28");
  private static final Citation CRITERIA = new Citation("your criteria", "this call");

  /** 4K: as many pixels as 3840x2160, on the long side. */
  private static final double FOUR_K = 3840;

  private StandardRules() {}

  // The twelve rows of the published guidance.
  private static final List<Rule> GUIDANCE =
      List.of(
          Rule.of("photo.small-or-crowded", PHOTO)
              .when(any(below(PhotoTrait.SUBJECT_SHARE, 0.25), atLeast(PhotoTrait.PEOPLE, 2)))
              .then(avoid(BSHM, STRONG))
              .because(
                  "weak on small subjects, loses people at the edge; --zoom auto shows it small"
                      + " people larger")
              .source(GUIDE),
          Rule.of("photo.large-centred-clean", PHOTO)
              .when(
                  all(
                      within(PhotoTrait.PEOPLE, 1, 1),
                      atLeast(PhotoTrait.SUBJECT_SHARE, 0.5),
                      within(PhotoTrait.SUBJECT_X, 0.35, 0.65),
                      below(PhotoTrait.CLUTTER, 0.3)))
              .then(prefer(BSHM, CLEAR))
              .because(
                  "one large centred person before a plain background: the best case for"
                      + " semantic guidance")
              .source(GUIDE),
          Rule.of("photo.mixed-sources", PHOTO)
              .when(
                  any(
                      likely(PhotoTrait.MIXED_SOURCES),
                      likely(PhotoTrait.PHONE),
                      likely(PhotoTrait.WEB_DOWNLOAD),
                      likely(PhotoTrait.SCAN),
                      likely(PhotoTrait.SCREENSHOT),
                      likely(PhotoTrait.LOW_LIGHT),
                      atLeast(PhotoTrait.BLUR, 2.0),
                      atLeast(PhotoTrait.NOISE, 10),
                      below(PhotoTrait.JPEG_QUALITY, 70)))
              .then(prefer(PP_MATTING, CLEAR))
              .because("tolerant of low-quality input, with little variance")
              .source(GUIDE),
          Rule.of("photo.studio-raw", PHOTO)
              .when(
                  all(
                      likely(PhotoTrait.STUDIO_LIGHT),
                      likely(PhotoTrait.RAW_ORIGIN),
                      any(atLeast(PhotoTrait.WIDTH, FOUR_K), atLeast(PhotoTrait.HEIGHT, FOUR_K))))
              .then(allow(BSHM), allow(PP_MATTING))
              .because("both families suit such a photo")
              .source(GUIDE),
          Rule.of("hw.rtx40-fresh", HARDWARE)
              .when(all(graphicsCard(ADA), not(cuda12InPlace(), "no CUDA 12 installed")))
              .then(allow(BSHM))
              .because("BSHM is eligible on TensorFlow: its pinned environment fits")
              .source(GUIDE),
          Rule.of("hw.rtx30-a100-v100", HARDWARE)
              .when(any(graphicsCard(AMPERE, VOLTA), cuda12InPlace()))
              .then(prefer(PP_MATTING, CLEAR))
              .because("native builds for CUDA 11.8 and 12, no downgrade needed")
              .source(GUIDE),
          Rule.of("hw.cpu-only", HARDWARE)
              .when(noNvidia())
              .then(prefer(PP_MATTING, CLEAR))
              .because("TensorFlow 1.15 on the CPU is said to leak memory")
              .source(GUIDE),
          Rule.of("hw.edge", HARDWARE)
              .when(edgeBoard())
              .then(prefer(PP_MATTING, STRONG), prefer(LIGHT, STRONG))
              .because(
                  "a small board: ONNX and TensorRT are proven there, and light networks fit its memory")
              .source(GUIDE),
          Rule.of("goal.accuracy-first", BUSINESS)
              .when(goal(Goal.ACCURACY_FIRST))
              .then(prefer(BSHM, CLEAR))
              .because("semantic guidance reduces mistakes about what belongs to the person")
              .source(GUIDE),
          Rule.of("goal.high-throughput", BUSINESS)
              .when(goal(Goal.HIGH_THROUGHPUT))
              .then(prefer(PP_MATTING, STRONG))
              .because("batch throughput and a stable error rate")
              .source(GUIDE),
          Rule.of("goal.film-quality", BUSINESS)
              .when(goal(Goal.FILM_QUALITY))
              .then(prefer(BSHM, CLEAR))
              .because("best at hair, smoke and gauze")
              .source(GUIDE),
          Rule.of("goal.quick-integration", BUSINESS)
              .when(goal(Goal.QUICK_INTEGRATION))
              .then(prefer(PP_MATTING, STRONG))
              .because("one dependency, no pinned versions")
              .source(GUIDE));

  // Facts and requirements: they exclude models, or overrule a published rule.
  private static final List<Rule> FACTS =
      List.of(
          Rule.of("fact.native-library", FACT)
              .when(platformKnown())
              .then(ruleOut(Targets.WITHOUT_NATIVES))
              .because("the engine has no native library for this platform")
              .remedy("BSHM: convert the weights to ONNX; Intel Mac: onnxruntime 1.23.2")
              .source(JARS),
          Rule.of("fact.avx", FACT)
              .when(Requirements.noAvx())
              .then(ruleOut(TENSORFLOW))
              .because("TensorFlow 1.15 crashes the process on a processor without AVX")
              .remedy("convert the weights to ONNX")
              .source(JARS),
          Rule.of("fact.device-required", FACT)
              .when(Requirements.deviceRequired())
              .then(ruleOut(Targets.NOT_ON_REQUIRED_DEVICE))
              .because("it cannot run on the required device")
              .remedy("require another device, or prefer it instead of requiring it")
              .source(JARS),
          Rule.of("fact.memory", FACT)
              .when(Requirements.memoryLimit())
              .then(ruleOut(Targets.OVER_MEMORY))
              .because("not enough memory for this network at this photo size")
              .remedy("raise the memory limit, or shrink the photo")
              .source(MEASURED),
          Rule.of("fact.commercial-licence", FACT)
              .when(Requirements.commercial())
              .then(ruleOut(Targets.NOT_KNOWN_TO_BE_COMMERCIAL))
              .because("its terms are not known to allow commercial use")
              .remedy(
                  "have the terms checked, then accept the licence by its name:"
                      + " criteria.licences(NAME), or --licence NAME")
              .source(CRITERIA),
          Rule.of("fact.licence-not-stated", FACT)
              .when(Requirements.commercial())
              .then(ruleOut(Targets.WITHOUT_LICENCE))
              .because("no licence is stated for it, so commercial use is not known to be allowed")
              .remedy("if its terms allow the use, state them in its recipe or descriptor")
              .source(CRITERIA),
          Rule.of("fact.licence-list", FACT)
              .when(Requirements.licenceList())
              .then(ruleOut(Targets.LICENCE_NOT_LISTED))
              .because("its licence is not on the list")
              .source(CRITERIA),
          Rule.of("fact.starter-refused", FACT)
              .when(Requirements.noStarter())
              .then(ruleOut(STARTER))
              .because("the criteria exclude the starter")
              .source(CRITERIA),
          Rule.of("fact.deadline-measured", FACT)
              .when(Requirements.deadline())
              .then(ruleOut(Targets.MEASURED_TOO_SLOW))
              .because("measured slower than the deadline on this machine")
              .remedy("a longer deadline or a faster machine")
              .source(CRITERIA),
          Rule.of("fact.bshm-on-onnx", FACT)
              .when(any(graphicsCard(AMPERE, VOLTA), cuda12InPlace(), noNvidia()))
              .then(allow(BSHM_ON_ONNX))
              .because(
                  "converted to ONNX it needs no TensorFlow, so that rule does not apply; it was 1.5"
                      + " times as fast")
              .overrules("hw.rtx30-a100-v100", "hw.cpu-only")
              .source(MEASURED),
          Rule.of("fact.tensorflow-gpu-code", FACT)
              .when(nvidia())
              .then(avoid(Targets.TENSORFLOW_WITHOUT_GPU_CODE, CLEAR))
              .because("TensorFlow 1.15 for Java would run on the CPU")
              .source(JARS),
          Rule.of("fact.tensorflow-leak", FACT)
              .when(noNvidia())
              .then(allow(TENSORFLOW))
              .because("no leak in 320 runs with closed tensors: memory stayed at 1.36 GB")
              .source(MEASURED),
          Rule.of("fact.board-runs-on-cpu", FACT)
              .when(edgeBoard())
              .then(allow(PP_MATTING))
              .because(
                  "no released jar has CUDA for ARM: it runs on the board's CPU unless you"
                      + " build ONNX Runtime yourself")
              .source(JARS));

  // The choice within a family, and soft requirements.
  private static final List<Rule> VARIANTS =
      List.of(
          Rule.of("variant.larger-is-not-better", VARIANT)
              .when(always())
              .then(avoid(Target.ids("PP-Matting-1024", "pp-matting-1024"), HINT))
              .because(
                  "its published SAD is 66.2 against 31.6 of PP-Matting-512, for four times"
                      + " the work")
              .source(PADDLE),
          Rule.of("variant.trained-on-objects", VARIANT)
              .when(always())
              .then(
                  avoid(
                      Target.ids("the networks for objects", "pp-matting-w48", "bshm-universal"),
                      HINT))
              .because("trained on objects of any kind, not on people")
              .source(PADDLE),
          Rule.of("variant.hard-outline", VARIANT)
              .when(any(goal(Goal.FILM_QUALITY), likely(PhotoTrait.HAIR)))
              .then(avoid(Targets.HARD_OUTLINE, STRONG))
              .because("it cuts off or fills in hair and gauze, where a soft alpha shows them")
              .source(KINDS),
          Rule.of("variant.onnx-before-tensorflow", VARIANT)
              .when(always())
              .then(avoid(TENSORFLOW, HINT))
              .because(
                  "ONNX Runtime took 1.0 s where TensorFlow 1.15 took 1.5 s, with 1.4 against"
                      + " 1.9 GB; the mattes are equal")
              .source(MEASURED),
          Rule.of("variant.light-for-many", VARIANT)
              .when(goal(Goal.HIGH_THROUGHPUT))
              .then(prefer(LIGHT, CLEAR))
              .because("the light networks process two to three times as many photos per second")
              .source(PADDLE),
          Rule.of("variant.quick-on-cpu", VARIANT)
              .when(
                  all(
                      noNvidia(),
                      not(
                          goal(Goal.ACCURACY_FIRST, Goal.FILM_QUALITY),
                          "the goal is not quality alone")))
              .then(prefer(FAST_ON_CPU, HINT))
              .because("on a CPU the large networks take seconds, these a fraction of a second")
              .source(MEASURED),
          Rule.of("variant.open-size", VARIANT)
              .when(goal(Goal.QUICK_INTEGRATION))
              .then(prefer(OPEN_SIZE, HINT))
              .because("the only ones of the family that export to ONNX with open picture size")
              .source(new Citation("Paddle2ONNX, adaptive pooling", "2024-10")),
          Rule.of("variant.enlarges", VARIANT)
              .when(all(below(PhotoTrait.WIDTH, 1024), below(PhotoTrait.HEIGHT, 1024)))
              .then(avoid(Target.ids("PP-HumanMatting", "pp-humanmatting"), HINT))
              .because("it would enlarge this small photo to 2048 pixels")
              .source(new Citation("the network's own preprocessing", "2026-11-22")),
          Rule.of("limit.deadline", VARIANT)
              .when(Requirements.deadline())
              .then(avoid(Targets.EXPECTED_TOO_SLOW, STRONG))
              .because("expected to miss the deadline; not measured on this machine yet")
              .source(CRITERIA),
          Rule.of("limit.photos-per-day", VARIANT)
              .when(Requirements.photosPerDay())
              .then(avoid(Targets.TOO_SLOW_FOR_ONE_DAY, STRONG))
              .because("this number of photos would take more than half of the day")
              .source(CRITERIA),
          Rule.of("fact.gpu-memory", FACT)
              .when(nvidia())
              .then(avoid(Targets.OVER_GPU_MEMORY, STRONG))
              .because("the GPU's memory is expected to be too small")
              .source(MEASURED),
          Rule.of("starter.scope", VARIANT)
              .when(any(below(PhotoTrait.SUBJECT_SHARE, 0.25), atLeast(PhotoTrait.PEOPLE, 2)))
              .then(avoid(STARTER, STRONG))
              .because(
                  "made for head-and-shoulders portraits; mean IoU 0.72 on photos of standing,"
                      + " small and several people, 0.94 on pictures of textbooks; --zoom auto"
                      + " shows it small people larger")
              .source(new Citation("matting4j, model card of portrait-starter", "2026-11-29")));

  /** Every rule, in the order in which explanations list them. */
  public static List<Rule> list() {
    return Stream.of(GUIDANCE, FACTS, VARIANTS).flatMap(List::stream).toList();
  }
}
