package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.RunStop;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions closed and runs cancelled in the middle of a run, many times, in a child JVM. */
@Tag("soak")
class CloseSoakTest {
  private static final int CYCLES = Integer.getInteger("matting4j.soak.cycles", 1000);
  private static final int CANCELLATIONS = 200;
  private static final long MAX_CANCEL_MILLIS = 500;
  private static final long MAX_CLOSE_MILLIS = 1000;

  @TempDir Path folder;

  private ChildProcess.Outcome child(Class<?> main, int times) throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with("-XX:ErrorFile=" + folder + "/hs_err.log")
            .run(1800, main, Integer.toString(times));
    System.out.println(outcome.output().strip());
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(Files.exists(folder.resolve("hs_err.log"))).isFalse();
    return outcome;
  }

  private static long milliseconds(ChildProcess.Outcome outcome) {
    return Long.parseLong(outcome.output().strip().replaceAll(".* ", ""));
  }

  @Test
  void closingDuringRunsEndsThemAndRefusesLaterOnes() throws Exception {
    ChildProcess.Outcome outcome = child(Closing.class, CYCLES);
    assertThat(outcome.output()).doesNotContain("wrong");
    assertThat(milliseconds(outcome)).isLessThanOrEqualTo(MAX_CLOSE_MILLIS);
  }

  @Test
  void aCancelledRunEndsSoon() throws Exception {
    assertThat(milliseconds(child(Cancelling.class, CANCELLATIONS)))
        .isLessThanOrEqualTo(MAX_CANCEL_MILLIS);
  }

  private static TensorBuffer floats(long... shape) {
    TensorBuffer buffer = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    buffer.shape(shape);
    return buffer;
  }

  private static String percentile99(long[] nanos) {
    Arrays.sort(nanos);
    return "99 of 100 within (ms): " + nanos[nanos.length * 99 / 100] / 1_000_000;
  }

  /** Two threads in runs that would take hours. */
  static final class Closing {
    public static void main(String[] args) throws Exception {
      byte[] graph = TinyGraphs.fixed(16, 16).slowLoop(1_000_000_000_000L).toBytes();
      OpenOptions options =
          OpenOptions.forLatency().threads(1).closeTimeout(Duration.ofMillis(1)).callers(2);
      Random random = new Random(3);
      long[] nanos = new long[Integer.parseInt(args[0])];
      for (int cycle = 0; cycle < nanos.length; cycle++) {
        OnnxSession session = OnnxSession.open("loop", graph, options);
        CountDownLatch begun = new CountDownLatch(2);
        List<CompletableFuture<String>> ends = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          ends.add(CompletableFuture.supplyAsync(() -> run(session, begun)));
        }
        begun.await();
        Thread.sleep(random.nextInt(4));
        long start = System.nanoTime();
        session.close();
        nanos[cycle] = System.nanoTime() - start;
        String later = run(session, begun);
        if (!later.equals("refused")) {
          System.out.println("wrong: a run after the close " + later);
        }
        for (CompletableFuture<String> end : ends) {
          if (end.join().equals("ended")) {
            System.out.println("wrong: an endless run ended by itself");
          }
        }
        session.close();
      }
      System.out.println(nanos.length + " closes during runs; " + percentile99(nanos));
    }

    private static String run(OnnxSession session, CountDownLatch begun) {
      begun.countDown();
      try {
        session.run(floats(1, 3, 16, 16), floats(1, 1, 16, 16));
        return "ended";
      } catch (MattingCancelledException e) {
        return "stopped";
      } catch (IllegalStateException e) {
        return "refused";
      }
    }
  }

  /** A network that takes about a second, cancelled anywhere in its run. */
  static final class Cancelling {
    public static void main(String[] args) throws Exception {
      byte[] graph = NetworkSpec.modNetMobileNetV2().dynamic().model().toBytes();
      TensorBuffer in = floats(1, 3, 512, 512);
      TensorBuffer out = floats(1, 1, 512, 512);
      Random random = new Random(4);
      long[] nanos = new long[Integer.parseInt(args[0])];
      try (OnnxSession session = OnnxSession.open("net", graph, OpenOptions.forLatency())) {
        for (int i = 0; i < nanos.length; ) {
          Cancellation cancellation = new Cancellation();
          CompletableFuture<Boolean> stopped =
              CompletableFuture.supplyAsync(() -> isStopped(session, in, out, cancellation));
          Thread.sleep(20 + random.nextInt(150));
          boolean running = !stopped.isDone();
          long start = System.nanoTime();
          cancellation.cancel();
          if (stopped.join() && running) {
            nanos[i++] = System.nanoTime() - start;
          }
        }
      }
      System.out.println(nanos.length + " cancelled runs; " + percentile99(nanos));
    }

    private static boolean isStopped(
        OnnxSession session, TensorBuffer in, TensorBuffer out, Cancellation cancellation) {
      RunControl control = RunControl.unlimited().cancelledBy(cancellation);
      try (RunStop stop = RunStop.begin(control)) {
        session.run(in, out, stop);
        return false;
      } catch (MattingCancelledException e) {
        return true;
      }
    }
  }
}
