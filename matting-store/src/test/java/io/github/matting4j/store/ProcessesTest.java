package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import io.github.matting4j.store.fetch.Waiting;
import io.github.matting4j.store.unpack.Weights;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several that install the same model at once, and installations that are killed. The tests with
 * the tag soak need a JVM each time; CONTRIBUTING.md says how to run them.
 */
@Timeout(120)
class ProcessesTest {
  private static final String EXPECTED = "other+numbers";
  private static final ChildJvm JVM = ChildJvm.with("-Xmx64m");

  @TempDir Path folder;

  private RudeServer server() {
    return new RudeServer(RudeServer.file(TestStore.PINNED, "\"one\""));
  }

  private Path models() {
    return folder.resolve("models");
  }

  /** The model is there as a whole or not at all, and the next installation completes it. */
  private void assertWholeAndInstallable(RudeServer server) throws IOException {
    Path weights = models().resolve("pinned-net/model.onnx");
    if (Files.exists(weights)) {
      assertThat(weights).hasContent(EXPECTED);
      ModelFile.inspect(weights); // may be opened
    }
    ModelStore store = ModelStore.at(models(), TestStore.context(new TestStore.JoiningConverter()));
    InstallOptions options = InstallOptions.defaults().acceptLicence().mirror(server.uri("/"));
    InstalledModel installed = store.install("pinned-net", options);
    assertThat(store.verify("pinned-net")).isEqualTo(installed);
    assertThat(weights).hasContent(EXPECTED);
    assertThat(names(models().resolve("pinned-net")))
        .containsExactlyInAnyOrder("model.onnx", "install.json");
    assertThat(names(models().resolve(".store"))).doesNotContain("pinned-net");
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void ofEightThreadsOneFetches() throws Exception {
    try (RudeServer server = server()) {
      StoreContext context =
          TestStore.context(
              Waiting.real(),
              f -> Long.MAX_VALUE,
              new TestStore.JoiningConverter(),
              (id, file) -> List.of());
      InstallOptions options = InstallOptions.defaults().acceptLicence().mirror(server.uri("/"));
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        Callable<InstalledModel> install =
            () -> ModelStore.at(models(), context).install("pinned-net", options);
        List<InstalledModel> installed = new ArrayList<>();
        for (Future<InstalledModel> result : threads.invokeAll(Collections.nCopies(8, install))) {
          installed.add(result.get());
        }
        assertThat(Set.copyOf(installed)).hasSize(1);
      } finally {
        threads.shutdown();
      }
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void ofTwoProcessesOneFetches() throws Exception {
    assertOneFetches(2);
  }

  @Tag("soak")
  @Test
  void ofEightProcessesOneFetches() throws Exception {
    assertOneFetches(8);
  }

  private void assertOneFetches(int processes) throws Exception {
    try (RudeServer server = server()) {
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        children.add(
            JVM.start(StoreChild.class, models().toString(), server.uri("/").toString(), "0"));
      }
      for (Process child : children) {
        String output = new String(child.getInputStream().readAllBytes());
        assertThat(ChildProcess.exitCode(child)).as(output).isZero();
        assertThat(output).contains("installed " + ModelFile.sha256(EXPECTED.getBytes()));
      }
      assertThat(server.requests()).hasSize(1);
      assertWholeAndInstallable(server);
    }
  }

  /** Ends an installation between any two of its steps, or within one, in this JVM. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void anInstallationThatEndsAnywhereLeavesTheModelWhole(int moment) throws Exception {
    Moments moments = new Moments(moment);
    StoreContext context =
        TestStore.context(
            new FakeTime(),
            f -> Long.MAX_VALUE,
            moments,
            (id, file) -> {
              moments.pass();
              return List.of();
            });
    try (RudeServer server = server()) {
      ModelStore store = ModelStore.at(models(), context);
      InstallOptions options =
          InstallOptions.defaults().acceptLicence().mirror(server.uri("/")).listener(moments);
      assertThatThrownBy(() -> store.install("pinned-net", options)).isInstanceOf(Ended.class);
      assertWholeAndInstallable(server);
      assertThat(server.requests().size()).isLessThanOrEqualTo(2);
    }
  }

  private static final class Ended extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Counts moments: steps, the end of the download, half of the conversion. */
  private static final class Moments implements InstallListener, WeightsConverter {
    private int left;

    Moments(int left) {
      this.left = left;
    }

    void pass() {
      if (--left == 0) {
        throw new Ended();
      }
    }

    @Override
    public void step(String model, Step step, String detail) {
      pass();
    }

    @Override
    public void progress(long bytes, OptionalLong total) {
      if (bytes == TestStore.PINNED.length) {
        pass();
      }
    }

    @Override
    public Conversion convert(ModelDescriptor model, Weights weights, Path target)
        throws IOException {
      Files.writeString(target, "oth");
      pass();
      return new TestStore.JoiningConverter().convert(model, weights, target);
    }

    @Override
    public boolean isOutdated(Maker maker) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void aKilledProcessLeavesTheModelWhole(int events) throws Exception {
    try (RudeServer server = server()) {
      Process child =
          JVM.start(
              StoreChild.class,
              models().toString(),
              server.uri("/").toString(),
              String.valueOf(events));
      String output = new String(child.getInputStream().readAllBytes());
      assertThat(ChildProcess.exitCode(child)).as(output).isEqualTo(StoreChild.KILLED);
      assertWholeAndInstallable(server);
    }
  }

  /**
   * The signal (kill -9) comes twice before the installation, and 0, 1 and 3 ms after each of its
   * steps began; the download is slowed down so that three signals are sure to hit it.
   */
  @Tag("soak")
  @Test
  void twentyKillsLeaveTheModelWhole() throws Exception {
    RudeServer.Answer slow =
        (request, exchange) -> {
          exchange.head(200, "Content-Length: " + TestStore.PINNED.length, "ETag: \"one\"");
          for (byte b : TestStore.PINNED) {
            exchange.bytes(new byte[] {b});
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
          }
        };
    int kills = 0;
    int hits = 0;
    for (String step : List.of("", "DOWNLOAD", "VERIFY", "UNPACK", "CONVERT", "CHECK", "PUBLISH")) {
      for (int delay : step.isEmpty() ? new int[] {0, 100} : new int[] {0, 1, 3}) {
        try (RudeServer server =
            new RudeServer(slow, RudeServer.file(TestStore.PINNED, "\"one\""))) {
          hits += kill(step, delay, server);
          kills++;
          assertWholeAndInstallable(server);
          ModelStore.at(models(), TestStore.context(new TestStore.JoiningConverter()))
              .remove("pinned-net");
        }
      }
    }
    assertThat(kills).isEqualTo(20);
    assertThat(hits).as("processes that were still running").isGreaterThanOrEqualTo(5);
  }

  /** Installs in a process that is killed after a step began; returns 1 if that was in time. */
  private int kill(String step, int delay, RudeServer server) throws Exception {
    Process child =
        JVM.start(StoreChild.class, models().toString(), server.uri("/").toString(), "0");
    if (!step.isEmpty()) {
      BufferedReader output = child.inputReader();
      for (String line = output.readLine(); !step.equals(line); line = output.readLine()) {
        assertThat(line).as("the step " + step + " was not reached").isNotNull();
      }
    }
    Thread.sleep(delay);
    return ChildProcess.kill(child) == 0 ? 0 : 1;
  }
}
