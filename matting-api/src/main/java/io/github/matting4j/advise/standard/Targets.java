package io.github.matting4j.advise.standard;

import static io.github.matting4j.advise.rules.Target.candidates;

import io.github.matting4j.advise.calibration.Placement;
import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.advise.rules.CandidateContext;
import io.github.matting4j.advise.rules.Target;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.Licence.CommercialUse;
import io.github.matting4j.model.ModelDescriptor.Kind;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.text.Quantities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Targets of the standard rules. */
final class Targets {
  /** Upper limit for light networks, in 10<sup>9</sup> multiply-adds at the reference size. */
  private static final double LIGHT_WORK = 20;

  private static final double FAST_WORK = 30;
  private static final double HALF_A_DAY_SECONDS = 43_200;

  private static final Family BSHM_FAMILY = new Family("BSHM");
  private static final Family PADDLE_FAMILY = new Family("PPMatting");

  static final Target BSHM = Target.family("BSHM");
  static final Target PP_MATTING = Target.family("PPMatting");

  static final Target STARTER = candidates("the starter", Candidate::isStarter);
  static final Target TENSORFLOW =
      candidates("TensorFlow 1.15", c -> c.engine() == Engine.TENSORFLOW_1);
  static final Target BSHM_ON_ONNX =
      candidates(
          "BSHM on ONNX Runtime", c -> c.is(BSHM_FAMILY) && c.engine() == Engine.ONNX_RUNTIME);
  static final Target LIGHT =
      candidates("the light PPMatting variants", c -> isPaddle(c) && work(c) <= LIGHT_WORK);
  static final Target FAST_ON_CPU =
      candidates("fast PPMatting variants", c -> isPaddle(c) && work(c) <= FAST_WORK);
  static final Target OPEN_SIZE =
      Target.ids("the MODNets", "modnet-hrnet-w18", "modnet-resnet50-vd", "modnet-mobilenetv2");

  static final Target WITHOUT_NATIVES =
      new Target(
          "engines without a native library for this platform",
          c ->
              c.criteria()
                  .hardware()
                  .platform()
                  .filter(platform -> !c.candidate().engine().hasNatives(platform))
                  .map(platform -> c.candidate().engine().title() + " on " + platform));

  static final Target NOT_ON_REQUIRED_DEVICE =
      new Target("models that cannot use the device", Targets::unsupportedDevice);

  static final Target OVER_MEMORY =
      new Target(
          "models over the limit",
          c -> over(c.forecast().memoryBytes(), Requirements.memoryLimit(c.criteria()), ""));

  static final Target OVER_GPU_MEMORY =
      new Target(
          "models over the GPU's memory",
          c ->
              Placement.of(c.criteria(), c.candidate())
                  .gpu()
                  .filter(gpu -> gpu.memoryBytes().isPresent())
                  .flatMap(
                      gpu ->
                          over(
                              c.forecast().memoryBytes(),
                              gpu.memoryBytes().getAsLong(),
                              " on " + gpu.name())));

  static final Target TENSORFLOW_WITHOUT_GPU_CODE =
      new Target(
          "TensorFlow 1.15",
          c ->
              c.candidate().engine() == Engine.TENSORFLOW_1
                  ? c.forecast().whyNotGpu()
                  : Optional.empty());

  static final Target HARD_OUTLINE =
      candidates(
          "networks of a hard outline",
          c -> c.model().kind().filter(kind -> kind == Kind.SEGMENTATION).isPresent());

  static final Target NOT_KNOWN_TO_BE_COMMERCIAL =
      new Target(
          "weights not known to allow it",
          c -> {
            Licence licence = c.candidate().model().licence();
            return !licence.isStated()
                    || licence.commercialUse() == CommercialUse.ALLOWED
                    || isListed(c)
                ? Optional.empty()
                : Optional.of(
                    licence.name()
                        + ": "
                        + (licence.commercialUse() == CommercialUse.FORBIDDEN
                            ? "forbidden"
                            : "not stated"));
          });

  static final Target WITHOUT_LICENCE =
      candidates("weights without a licence", c -> !c.model().licence().isStated());

  static final Target LICENCE_NOT_LISTED =
      new Target(
          "weights under other terms",
          c ->
              isListed(c) ? Optional.empty() : Optional.of(c.candidate().model().licence().name()));

  static final Target MEASURED_TOO_SLOW =
      new Target(
          "models measured too slow", c -> c.forecast().measured() ? tooSlow(c) : Optional.empty());

  static final Target EXPECTED_TOO_SLOW =
      new Target(
          "models expected to be too slow",
          c -> c.forecast().measured() ? Optional.empty() : tooSlow(c));

  static final Target TOO_SLOW_FOR_ONE_DAY =
      new Target("models too slow for that", Targets::tooSlowForOneDay);

  private Targets() {}

  private static boolean isPaddle(Candidate candidate) {
    return candidate.is(PADDLE_FAMILY);
  }

  private static double work(Candidate candidate) {
    OptionalDouble gigamacs = candidate.value(Quantity.GIGAMACS);
    return gigamacs.orElse(Double.MAX_VALUE);
  }

  private static boolean isListed(CandidateContext c) {
    Licence licence = c.candidate().model().licence();
    return licence.isStated() && c.criteria().licences().contains(licence.name());
  }

  private static Optional<String> over(OptionalLong needed, long limit, String where) {
    return needed.isPresent() && needed.getAsLong() > limit
        ? Optional.of(
            "needs about "
                + Quantities.bytes(needed.getAsLong())
                + " of "
                + Quantities.bytes(limit)
                + where)
        : Optional.empty();
  }

  private static Optional<String> tooSlow(CandidateContext c) {
    Optional<Duration> time = c.forecast().time();
    return time.isPresent() && time.get().compareTo(c.criteria().deadline().orElseThrow()) > 0
        ? Optional.of(c.forecast().text())
        : Optional.empty();
  }

  private static Optional<String> tooSlowForOneDay(CandidateContext c) {
    Optional<Duration> time = c.forecast().time();
    if (time.isEmpty()) {
      return Optional.empty();
    }
    double seconds = time.get().toNanos() / 1e9 * c.criteria().photosPerDay().orElseThrow();
    return seconds > HALF_A_DAY_SECONDS
        ? Optional.of(
            Quantities.number(Math.ceil(seconds / 360) / 10) + " h of processing on this machine")
        : Optional.empty();
  }

  private static Optional<String> unsupportedDevice(CandidateContext c) {
    Device device = c.criteria().device().device().orElse(Device.CPU);
    boolean nvidia = device.kind() == Device.Kind.CUDA || device.kind() == Device.Kind.TENSOR_RT;
    return nvidia && c.criteria().hardware().gpus().map(List::isEmpty).orElse(false)
        ? Optional.of("this machine has no NVIDIA GPU")
        : c.forecast().whyNotGpu();
  }
}
