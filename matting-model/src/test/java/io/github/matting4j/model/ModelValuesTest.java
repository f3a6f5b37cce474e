package io.github.matting4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the values of this package hold, refuse and say. */
class ModelValuesTest {
  private static final DeviceChoice DEVICE = DeviceChoice.require(Device.cuda(1));
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static OpenOptions all() {
    return OpenOptions.forLatency()
        .modelFolder(Path.of("f"))
        .modelFile(Path.of("m.onnx"))
        .device(DEVICE)
        .threads(3)
        .callers(4)
        .maxNetworkPixels(5)
        .openTimeout(Duration.ofSeconds(6))
        .closeTimeout(Duration.ofSeconds(7));
  }

  private static void assertAll(OpenOptions options) {
    assertThat(options.modelFolder()).isEqualTo(Path.of("f"));
    assertThat(options.modelFile()).contains(Path.of("m.onnx"));
    assertThat(options.device()).isSameAs(DEVICE);
    assertThat(options.threads()).isEqualTo(3);
    assertThat(options.callers()).isEqualTo(4);
    assertThat(options.maxNetworkPixels()).hasValue(5);
    assertThat(options.openTimeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void everyOptionIsKeptWhateverIsSetAfterIt() {
    assertAll(all());
    assertAll(all().modelFolder(Path.of("f")).modelFile(Path.of("m.onnx")));
    assertAll(all().device(DEVICE).threads(3).callers(4));
    assertAll(all().maxNetworkPixels(5).openTimeout(Duration.ofSeconds(6)));
  }

  @Test
  void theDefaultsUseTheWholeMachine() {
    int processors = Runtime.getRuntime().availableProcessors();
    OpenOptions latency = OpenOptions.forLatency();
    assertThat(latency.threads()).isEqualTo(processors);
    assertThat(latency.callers()).isEqualTo(1);
    assertThat(latency.modelFolder()).isEqualTo(OpenOptions.defaultModelFolder());
    assertThat(latency.modelFolder()).endsWithRaw(Path.of("models"));
    assertThat(latency.modelFile()).isEmpty();
    assertThat(latency.maxNetworkPixels()).isEmpty();
    assertThat(latency.openTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(latency.closeTimeout()).isEqualTo(Duration.ofMinutes(1));
    OpenOptions throughput = OpenOptions.forThroughput();
    assertThat(throughput.threads()).isEqualTo(1);
    assertThat(throughput.callers()).isEqualTo(processors);
  }

  @Test
  void timesThatCannotBeAreRefused() {
    OpenOptions options = OpenOptions.forLatency();
    Duration before = Duration.ofNanos(-1);
    for (Duration limit : List.of(Duration.ZERO, before)) {
      assertThatThrownBy(() -> options.openTimeout(limit))
          .hasMessage("openTimeout is " + limit + "; it must be positive");
    }
    assertThat(options.openTimeout(Duration.ofNanos(1)).openTimeout()).hasNanos(1);
    assertThat(options.closeTimeout(Duration.ZERO).closeTimeout()).isZero();
    assertThatThrownBy(() -> options.closeTimeout(before)).hasMessageContaining("negative");
    RunControl control = RunControl.unlimited();
    assertThatThrownBy(() -> control.timeout(before)).hasMessageContaining("timeout is PT-0.0");
    assertThatThrownBy(() -> control.slotTimeout(before)).hasMessageContaining("slotTimeout is");
    assertThatThrownBy(() -> control.maxWaiting(-1)).hasMessageContaining("maxWaiting is -1");
    assertThat(control.timeout(Duration.ZERO).timeout()).contains(Duration.ZERO);
    assertThat(control.maxWaiting(0).maxWaiting()).hasValue(0);
  }

  @Test
  void limitsOfARunAreKeptWhateverIsSetAfterThem() {
    Cancellation request = new Cancellation();
    RunControl control =
        RunControl.unlimited()
            .timeout(Duration.ofSeconds(1))
            .slotTimeout(Duration.ofSeconds(2))
            .maxWaiting(3)
            .cancelledBy(request)
            .timeout(Duration.ofSeconds(1))
            .slotTimeout(Duration.ofSeconds(2))
            .maxWaiting(3);
    assertThat(control.timeout()).contains(Duration.ofSeconds(1));
    assertThat(control.slotTimeout()).contains(Duration.ofSeconds(2));
    assertThat(control.maxWaiting()).hasValue(3);
    assertThat(control.cancellation()).containsSame(request);
    assertThat(control.toString()).contains("timeout=PT1S", "slotTimeout=PT2S", "maxWaiting=3");
    assertThat(control.toString()).contains("cancellable").doesNotContain("unlimited");
    assertThat(RunControl.unlimited()).hasToString("RunControl[unlimited]");
    assertThat(RunControl.unlimited().timeout()).isEmpty();
  }

  @Test
  void aRequestReachesEveryActionOnceAndLateOnesAtOnce() {
    Cancellation request = new Cancellation();
    List<String> called = new ArrayList<>();
    request.onCancel(() -> called.add("first"));
    request.onCancel(() -> called.add("closed")).close();
    assertThat(request.isCancelled()).isFalse();
    assertThat(called).isEmpty();
    request.cancel();
    request.cancel();
    assertThat(request.isCancelled()).isTrue();
    assertThat(called).containsExactly("first");
    assertThat(request.onCancel(() -> called.add("late"))).isNotNull();
    assertThat(called).containsExactly("first", "late");
  }

  @Test
  void descriptorsHaveAnIdOfLettersDigitsAndHyphens() {
    for (String id : List.of("", "-a", "A", "a_b", "a b")) {
      assertThatThrownBy(() -> descriptor(id, List.of()))
          .hasMessage(
              "model id is '" + id + "'; it must be of lower-case letters, digits and hyphens");
    }
    assertThat(descriptor("a-1", List.of()).isBuiltIn()).isTrue();
    assertThat(descriptor("a-1", List.of("f.onnx")).isBuiltIn()).isFalse();
  }

  private static ModelDescriptor descriptor(String id, List<String> files) {
    return ModelDescriptor.builder(id, new Family("Test")).fileNames(files).build();
  }

  @Test
  void identitiesHaveWholeHashes() {
    for (String hash : List.of("", HASH.substring(1), HASH + "0", HASH.toUpperCase())) {
      assertThatThrownBy(() -> new ModelIdentity("m", hash, HASH, "e", GraphOrigin.FILE))
          .hasMessageContainingAll("weightsSha256 is '" + hash + "'", "64");
      assertThatThrownBy(() -> new ModelIdentity("m", HASH, hash, "e", GraphOrigin.FILE))
          .hasMessageContaining("recipeSha256 is");
    }
    assertThatThrownBy(() -> new ModelIdentity(null, HASH, HASH, "e", GraphOrigin.FILE))
        .hasMessage("modelId");
    assertThatThrownBy(() -> new ModelIdentity("m", HASH, HASH, null, GraphOrigin.FILE))
        .hasMessage("engine");
    assertThatThrownBy(() -> new ModelIdentity("m", HASH, HASH, "e", null))
        .hasMessage("graphOrigin");
  }

  private static RunReport report() {
    return new RunReport(
        new ModelIdentity("m", HASH, HASH.replace('0', '1'), "e 1", GraphOrigin.FILE),
        Device.CPU,
        2,
        new RunReport.NetworkInput(30, 40, RunReport.Enlargement.GUIDED),
        new RunReport.Timings(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(300)),
        List.of("one"));
  }

  @Test
  void aReportSaysWhatRan() {
    RunReport report = report();
    assertThat(report.modelId()).isEqualTo("m");
    assertThat(report.modelSha256()).isEqualTo(HASH);
    assertThat(report.engine()).isEqualTo("e 1");
    assertThat(report.networkWidth()).isEqualTo(30);
    assertThat(report.networkHeight()).isEqualTo(40);
    assertThat(report.enlargement()).isEqualTo(RunReport.Enlargement.GUIDED);
    assertThat(report.prepare()).hasMillis(1);
    assertThat(report.infer()).hasMillis(20);
    assertThat(report.finish()).hasMillis(300);
    assertThat(report.total()).hasMillis(321);
    assertThat(RunReport.Timings.NONE.total()).isZero();
    RunReport more = report.warning(List.of("two", "three"));
    assertThat(more.warnings()).containsExactly("one", "two", "three");
    assertThat(more.model()).isEqualTo(report.model());
    assertThat(report.warnings()).containsExactly("one");
  }

  @Test
  void failuresKeepTheirStageAndReason() {
    IllegalStateException cause = new IllegalStateException("x");
    MattingTimeoutException timeout =
        new MattingTimeoutException(MattingTimeoutException.Stage.SLOT, "late", cause);
    assertThat(timeout.stage()).isEqualTo(MattingTimeoutException.Stage.SLOT);
    assertThat(timeout).hasMessage("late").hasCause(cause);
    assertThat(new MattingTimeoutException(MattingTimeoutException.Stage.NETWORK, "m").stage())
        .isEqualTo(MattingTimeoutException.Stage.NETWORK);
    assertThat(new NoSuitableModelException("advice").reason()).isEqualTo("advice");
    NoSuitableModelException both = new NoSuitableModelException("cause", "advice");
    assertThat(both).hasMessage("cause\n\nadvice");
    assertThat(both.reason()).isEqualTo("cause");
    assertThat(new Availability.Ready("here").isReady()).isTrue();
    assertThat(new Availability.Missing("what", "do").isReady()).isFalse();
  }

  /** A model with the defaults of the interface. */
  private static final class Plain implements MattingModel {
    private final RuntimeException failure;
    private boolean slow;

    Plain(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public ModelDescriptor descriptor() {
      return ModelValuesTest.descriptor("plain", List.of());
    }

    @Override
    public ModelIdentity identity() {
      return report().model();
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      if (failure != null) {
        throw failure;
      }
      while (slow) {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          throw new MattingCancelledException("stopped", e);
        }
      }
      return new MattingResult(AlphaMatte.filled(photo.width(), photo.height(), 0), report());
    }

    @Override
    public void close() {}
  }

  @Test
  void aModelWithoutLimitsOfItsOwnGetsThem() {
    ArgbImage photo = ArgbImage.filled(2, 1, -1);
    Plain model = new Plain(null);
    RunControl patient = RunControl.unlimited().timeout(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(model.run(photo, patient).matte().width()).isEqualTo(2);
    assertThat(model.run(photo, RunControl.unlimited()).matte().height()).isEqualTo(1);
    assertThat(model.matte(photo).mean()).isZero();
    assertThat(model.tryRun(photo)).isPresent();
    assertThat(model.load()).isEqualTo(ModelLoad.NOT_COUNTED);
    assertThat(model.isClosed()).isFalse();
    assertThat(model.run(photo).flags(photo)).containsExactly(QualityFlag.NO_SUBJECT);
    Cancellation request = new Cancellation();
    RunControl cancellable = RunControl.unlimited().cancelledBy(request);
    assertThat(model.run(photo, cancellable).matte().width()).isEqualTo(2);
    request.cancel();
    assertThatThrownBy(() -> model.run(photo, cancellable))
        .isInstanceOf(MattingCancelledException.class);
    model.slow = true;
    assertThatThrownBy(() -> model.run(photo, RunControl.unlimited().timeout(Duration.ofMillis(5))))
        .isInstanceOf(MattingTimeoutException.class)
        .hasMessageContaining("the run took longer than 5 ms");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> model.run(photo, patient))
        .isInstanceOf(MattingCancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theModelsOwnFailureComesThrough() {
    ArgbImage photo = ArgbImage.filled(2, 1, -1);
    InferenceException failure = new InferenceException("broken", null);
    RunControl limited = RunControl.unlimited().timeout(Duration.ofHours(1));
    assertThatThrownBy(() -> new Plain(failure).run(photo, limited)).isSameAs(failure);
    Plain busy = new Plain(new ModelBusyException("busy"));
    assertThat(busy.tryRun(photo)).isEqualTo(Optional.empty());
  }
}
