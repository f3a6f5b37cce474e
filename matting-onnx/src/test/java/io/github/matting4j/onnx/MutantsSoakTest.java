package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged ONNX files, half of them cut and half with changed bytes, through the raw engine and
 * through a session of ours, in child JVMs: how many are refused, how many run, and that none kills
 * the JVM. Prints the counts.
 */
@Tag("soak")
class MutantsSoakTest {
  private static final int MUTANTS = Integer.getInteger("matting4j.soak.mutants", 10_000);
  private static final int PER_JVM = 1000;

  @Test
  void noneKillsTheRawEngine() throws Exception {
    run("raw");
  }

  @Test
  void everyOneIsOpenedOrRefusedWithATypedMessage() throws Exception {
    run("session");
  }

  private static void run(String way) throws Exception {
    for (int from = 0; from < MUTANTS; from += PER_JVM) {
      int to = Math.min(MUTANTS, from + PER_JVM);
      ChildProcess.Outcome outcome =
          ChildJvm.with("-Xmx512m")
              .run(900, Child.class, way, Integer.toString(from), Integer.toString(to));
      System.out.println(way + " " + from + ".." + to + ": " + outcome.output().strip());
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).doesNotContain("UNTYPED");
    }
  }

  static final class Child {
    public static void main(String[] args) throws Exception {
      OrtEnvironment environment = EngineNatives.environment();
      byte[] good = NetworkSpec.modNetMobileNetV2().dynamic().widthDivisor(16).model().toBytes();
      Map<String, Integer> counts = new TreeMap<>();
      for (int i = Integer.parseInt(args[1]); i < Integer.parseInt(args[2]); i++) {
        byte[] mutant = mutant(good, i);
        String end = args[0].equals("raw") ? raw(environment, mutant) : session(mutant);
        counts.merge(end, 1, Integer::sum);
      }
      System.out.println(counts);
    }

    private static byte[] mutant(byte[] good, int number) {
      Random random = new Random(number);
      if (number % 2 == 0) {
        return Arrays.copyOf(good, 1 + random.nextInt(good.length - 1));
      }
      byte[] mutant = good.clone();
      for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      return mutant;
    }

    private static String raw(OrtEnvironment environment, byte[] mutant) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        try (OrtSession session = environment.createSession(mutant, options);
            OnnxTensor in =
                OnnxTensor.createTensor(
                    environment, FloatBuffer.allocate(3 * 64 * 64), new long[] {1, 3, 64, 64});
            OrtSession.Result result = session.run(Map.of("img", in))) {
          return result.size() > 0 ? "ran" : "ran without a result";
        }
      } catch (OrtException e) {
        return "refused";
      }
    }

    private static String session(byte[] mutant) {
      TensorBuffer in = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      TensorBuffer out = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      in.shape(1, 3, 64, 64);
      out.shape(1, 1, 64, 64);
      try (OnnxSession session =
          OnnxSession.open("mutant", mutant, OpenOptions.forLatency().threads(1))) {
        session.run(in, out);
        return "ran";
      } catch (ModelLoadException | InferenceException e) {
        return "refused";
      } catch (RuntimeException e) {
        return "UNTYPED " + e;
      }
    }
  }
}
