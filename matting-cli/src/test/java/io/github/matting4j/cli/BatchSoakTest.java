package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of photos, one in twenty of them broken, through {@code matting batch}. */
@Tag("soak")
@Timeout(BatchSoakTest.MAX_MINUTES * 60)
class BatchSoakTest {
  /** For a million photos; below the limit of the build for a module. */
  static final int MAX_MINUTES = 110;

  private static final int PHOTOS = Integer.getInteger("matting4j.soak.photos", 5000);
  private static final int EVERY = 100;

  /** Of workers with slow photos; there is one thread more for their alarms, and one of the JVM. */
  private static final int MAX_SUBSTITUTES = 16;

  private static final long MAX_GROWTH_KB = 30 * 1024;

  @TempDir Path folder;

  /** What the system says of a process. */
  private record Sample(int photos, long residentKb, long threads, long descriptors) {
    static Sample of(long pid, int photos) throws IOException {
      List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
        return new Sample(
            photos, field(status, "VmRSS:"), field(status, "Threads:"), descriptors.count());
      }
    }

    private static long field(List<String> status, String name) {
      return status.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  private Set<String> writePhotos(Path in) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Path file = folder.resolve("one" + (i % 2 == 0 ? ".jpg" : ".png"));
      pictures.add(
          Files.readAllBytes(Pictures.halves(64 + 5 * i, 200 - 3 * i, 0x9FB4C0, 0xD9A789, file)));
    }
    Random random = new Random(5);
    Set<String> broken = new TreeSet<>();
    for (int i = 0; i < PHOTOS; i++) {
      byte[] picture = pictures.get(i % pictures.size());
      Path sub = Files.createDirectories(in.resolve("f" + i / 500));
      Path photo = sub.resolve("p" + i + (i % 2 == 0 ? ".jpg" : ".png"));
      if (random.nextInt(20) == 0) {
        picture = Arrays.copyOf(picture, random.nextInt(picture.length));
        broken.add(photo.toString());
      }
      Files.write(photo, picture);
    }
    return broken;
  }

  @Test
  void memoryThreadsAndDescriptorsStayAndOnlyBrokenPhotosFail() throws Exception {
    Path in = folder.resolve("in");
    Set<String> broken = writePhotos(in);
    Path graph = folder.resolve("tiny.onnx");
    TinyGraphs.dynamic().identityAlpha().write(graph);
    Process process =
        // Compiler threads come and go as the JVM likes.
        ChildJvm.with("-Xmx256m", "-XX:-UseDynamicNumberOfCompilerThreads")
            .maxMinutes(MAX_MINUTES)
            .start(
                Main.class,
                "batch",
                in.toString(),
                "-o",
                folder.resolve("out").toString(),
                "--which",
                "alpha,cutout",
                "--model",
                "pp-mattingv2-512",
                "--model-file",
                graph.toString(),
                "--json");
    List<Sample> samples = new ArrayList<>();
    Set<String> failed = new TreeSet<>();
    int photos = 0;
    Map<String, Object> last = Map.of();
    try (BufferedReader events =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        last = Json.lines(line).get(0);
        if ("FAILED".equals(last.get("status"))) {
          failed.add((String) last.get("photo"));
        }
        photos += "photo".equals(last.get("event")) ? 1 : 0;
        if ("photo".equals(last.get("event")) && photos % EVERY == 0 && photos < PHOTOS) {
          samples.add(Sample.of(process.pid(), photos));
        }
      }
    }
    assertThat(ChildProcess.exitCode(process)).isEqualTo(1);
    assertThat(photos).isEqualTo(PHOTOS);
    assertThat(failed).isEqualTo(broken);
    assertThat(last).containsEntry("done", (double) PHOTOS - broken.size());
    List<Sample> later = samples.stream().filter(s -> s.photos() >= PHOTOS / 5).toList();
    Sample first = later.get(0);
    long mostKb = later.stream().mapToLong(Sample::residentKb).max().orElseThrow();
    System.out.printf(
        "batch soak: %d photos, %d broken; resident %d MB after a fifth, at most %d MB, %d MB at"
            + " the end; threads %s, descriptors %s; %s s%n",
        photos,
        broken.size(),
        first.residentKb() / 1024,
        mostKb / 1024,
        later.get(later.size() - 1).residentKb() / 1024,
        later.stream().map(Sample::threads).distinct().sorted().toList(),
        later.stream().map(Sample::descriptors).distinct().sorted().toList(),
        last.get("seconds"));
    assertThat(mostKb - first.residentKb()).isLessThanOrEqualTo(MAX_GROWTH_KB);
    // A worker in the middle of a photo has a file or two open.
    assertThat(range(later.stream().map(Sample::threads).toList()))
        .isLessThanOrEqualTo(MAX_SUBSTITUTES + 2);
    assertThat(range(later.stream().map(Sample::descriptors).toList())).isLessThanOrEqualTo(8);
  }

  private static long range(List<Long> values) {
    return values.stream().mapToLong(v -> v).max().orElseThrow()
        - values.stream().mapToLong(v -> v).min().orElseThrow();
  }
}
