package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frozen graphs with changed bytes, through TensorFlow, in child JVMs. Counts what becomes of them;
 * TensorFlow is known to die of some, which is why {@code docs/bshm.md} asks for files from a
 * source that is trusted. No death of a JVM may be anything but the engine's.
 */
@Tag("soak")
class MutantsSoakTest {
  private static final int MUTANTS = Integer.getInteger("matting4j.soak.mutants", 1000);
  private static final int PER_JVM = 100;
  private static final int ABORT =
      134; // by signal 6, as the JVM ends after a signal it cannot take

  @TempDir Path folder;

  @Test
  void whatBecomesOfThem() throws Exception {
    int deaths = 0;
    for (int from = 0; from < MUTANTS; ) {
      int to = Math.min(MUTANTS, from + PER_JVM);
      ChildProcess.Outcome outcome =
          ChildJvm.with("-Xmx512m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null")
              .run(600, Child.class, folder.toString(), "" + from, "" + to);
      String last = Files.readString(folder.resolve("at"));
      if (outcome.exitCode() == 0) {
        System.out.println(outcome.output().strip().lines().reduce((a, b) -> b).orElse(""));
        from = to;
      } else {
        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(ABORT);
        deaths++;
        from = Integer.parseInt(last) + 1;
        System.out.println("mutant " + last + " killed the JVM");
      }
    }
    System.out.println("TensorFlow: " + MUTANTS + " mutants, " + deaths + " deaths");
  }

  static final class Child {
    public static void main(String[] args) throws Exception {
      byte[] good = Files.readAllBytes(TwinFiles.tiny(".pb"));
      Path file = Path.of(args[0], "mutant.pb");
      Map<String, Integer> counts = new TreeMap<>();
      ArgbImage photo = ArgbImage.filled(64, 64, 0xFF808080);
      for (int i = Integer.parseInt(args[1]); i < Integer.parseInt(args[2]); i++) {
        Random random = new Random(i);
        byte[] mutant = good.clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
          mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, mutant);
        Files.writeString(Path.of(args[0], "at"), "" + i);
        String end;
        try (MattingModel model = TwinFiles.open(file, TwinFiles.settings())) {
          model.matte(photo);
          end = "ran";
        } catch (MattingException e) {
          end = "refused";
        }
        counts.merge(end, 1, Integer::sum);
      }
      System.out.println(args[1] + ".." + args[2] + ": " + counts);
    }
  }
}
