package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches called from virtual threads, on the newest long-term JDK, whichever runs the build. */
class VirtualThreadsTest {
  private static final int BATCHES = 40;
  private static final int PHOTOS = 12;
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/jvm/temurin-25-jdk-amd64"),
          Path.of("/usr/lib/jvm/java-25-openjdk-amd64"));

  @Test
  void manyBatchesOnVirtualThreadsAreDoneAndInterrupted(@TempDir Path folder) throws Exception {
    Path home =
        PLACES.stream()
            .filter(place -> Files.isExecutable(place.resolve("bin/java")))
            .findFirst()
            .orElse(Path.of("none"));
    assumeTrue(Files.isExecutable(home.resolve("bin/java")), "no JDK 25 in " + PLACES);
    Photos.some(folder.resolve("in"), PHOTOS);
    // One carrier: a batch that held it while it waits would stop all others.
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Xmx256m", "-Djdk.virtualThreadScheduler.parallelism=1")
            .javaHome(home)
            .run(120, Child.class, folder.toString());
    assertThat(outcome.output()).contains("virtual: true", "done: " + BATCHES, "interrupted: 1");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  /** The child. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      AtomicInteger done = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < BATCHES; i++) {
        int number = i;
        threads.add(
            (Thread)
                start.invoke(
                    null,
                    (Runnable)
                        () ->
                            done.addAndGet(batch(folder, number, Photos.MATTE) == PHOTOS ? 1 : 0)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.println("virtual: " + Thread.class.getMethod("isVirtual").invoke(threads.get(0)));
      System.out.println("done: " + done);
      AtomicInteger stopped = new AtomicInteger();
      PhotoStep endless =
          work -> {
            try {
              Thread.sleep(100_000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new io.github.matting4j.model.MattingCancelledException("stopped", e);
            }
          };
      Thread waiting =
          (Thread)
              start.invoke(
                  null,
                  (Runnable)
                      () -> {
                        try {
                          batch(folder, BATCHES, endless);
                        } catch (io.github.matting4j.model.MattingCancelledException e) {
                          stopped.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                        }
                      });
      Thread.sleep(300);
      waiting.interrupt();
      waiting.join();
      System.out.println("interrupted: " + stopped);
    }

    private static long batch(Path folder, int number, PhotoStep step) {
      try {
        Path out = folder.resolve("out" + number);
        return BatchRunner.of(new FakeModel(), PhotoSource.below(folder.resolve("in")), step)
            .outputs(OutputPattern.in(out, "alpha"))
            .manifest(out.resolve("m.jsonl"))
            .parallelism(2)
            .run()
            .done();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
