package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills batches, and looks at what they leave. */
class BatchKillTest {
  private static final long SEED = 11;

  @TempDir Path folder;

  private static Process start(Path in, Path out, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("batch", in.toString(), "-o", out.toString()));
    arguments.addAll(List.of("--model", "portrait-starter", "--model-folder", "no-such-folder"));
    arguments.addAll(List.of("--json"));
    arguments.addAll(List.of(more));
    return ChildJvm.with("-Xmx512m").start(Main.class, arguments.toArray(String[]::new));
  }

  private static String finish(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(600, TimeUnit.SECONDS)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isIn(0, 1);
    return output;
  }

  /** Reads events until so many photos have come to something; false if the process ends first. */
  private static boolean awaitPhotos(BufferedReader events, int photos) throws IOException {
    int seen = 0;
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      seen += line.contains("\"event\":\"photo\"") ? 1 : 0;
      if (seen == photos) {
        return true;
      }
    }
    return false;
  }

  private static BufferedReader events(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jsonl")) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
        }
      }
    }
    return contents;
  }

  /** Portraits of different sizes, every eighth of them broken. */
  private Path photos(int count) throws IOException {
    Path in = folder.resolve("in");
    for (int i = 0; i < count; i++) {
      Path sub = Files.createDirectories(in.resolve("f" + i % 3));
      Path photo = sub.resolve("p" + i + (i % 2 == 0 ? ".jpg" : ".png"));
      if (i % 8 == 7) {
        byte[] whole = Files.readAllBytes(in.resolve("f0").resolve("p0.jpg"));
        Files.write(photo, Arrays.copyOf(whole, whole.length / 2));
      } else {
        Pictures.halves(40 + 3 * i, 50 + i, 0x9FB4C0, 0xD9A789 + i, photo);
      }
    }
    return in;
  }

  @Test
  void threeKillsAndARerunGiveTheSameFiles() throws Exception {
    int most = killAndCompare(photos(40), 3, 5);
    assertThat(most).isEqualTo(35 * 3);
  }

  @Test
  @Tag("soak")
  void tenKillsAmong300MixedFilesAndARerunGiveTheSameFiles() throws Exception {
    int files = killAndCompare(mixed(300), 10, 60);
    System.out.println("results of 300 mixed files: " + files);
  }

  /** Real photos and the odd and broken pictures of the corpora. */
  private Path mixed(int count) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    List<Path> sources = new ArrayList<>(pictures(SharedData.require("photos")));
    sources.addAll(pictures(SharedData.require("corpora")));
    for (int i = 0; i < count; i++) {
      Path source = sources.get(i % sources.size());
      Path sub = Files.createDirectories(in.resolve("f" + i % 7));
      Files.copy(source, sub.resolve(i + "_" + source.getFileName()));
    }
    return in;
  }

  private static List<Path> pictures(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)"))
          .sorted()
          .toList();
    }
  }

  /** Returns how many files there are. */
  private int killAndCompare(Path in, int kills, int mostPhotosBetween) throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    finish(start(in, undisturbed));
    Map<String, String> expected = contents(undisturbed);
    Path out = folder.resolve("out");
    Random random = new Random(SEED);
    int hit = 0;
    for (int kill = 0; kill < kills; kill++) {
      Process process = start(in, out);
      try (BufferedReader events = events(process)) {
        boolean running = awaitPhotos(events, 1 + random.nextInt(mostPhotosBetween));
        Thread.sleep(random.nextInt(60));
        hit += running && process.isAlive() ? 1 : 0;
        ChildProcess.kill(process);
      }
      Map<String, String> sofar = contents(out);
      sofar.keySet().removeIf(name -> name.endsWith(".tmp"));
      assertThat(expected.entrySet()).as("kill %d", kill).containsAll(sofar.entrySet());
    }
    assertThat(hit).as("kills that hit a running batch").isGreaterThan(kills / 2);
    Thread.sleep(5100); // what was written in the last moment may be somebody's
    finish(start(in, out));
    assertThat(contents(out)).isEqualTo(expected);
    assertThat(finish(start(in, out))).contains("\"done\":0,");
    return expected.size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalLetsThePhotosAtHandFinish(String signal) throws Exception {
    assumeTrue(signal.equals("TERM") || !isInterruptIgnored(), "SIGINT is ignored here");
    Path in = photos(40);
    Path out = folder.resolve("out");
    Process process = start(in, out, "--which", "alpha");
    StringBuilder rest = new StringBuilder();
    try (BufferedReader events = events(process)) {
      assertThat(awaitPhotos(events, 4)).isTrue();
      assertThat(
              ChildProcess.run(
                      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())))
                  .exitCode())
          .isZero();
      events.lines().forEach(line -> rest.append(line).append('\n'));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(rest.toString())
        .isEqualTo(signal.equals("TERM") ? 143 : 130);
    assertThat(rest).contains("\"event\":\"summary\"", "\"complete\":false");
    String manifest = Files.readString(out.resolve("matting-manifest.jsonl"));
    assertThat(manifest.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(manifest.lines().reduce((a, b) -> b).orElseThrow()).contains("\"run\":\"end\"");
    assertThat(contents(out).keySet()).noneMatch(name -> name.endsWith(".tmp"));
    long done = manifest.lines().filter(line -> line.contains("\"DONE\"")).count();
    assertThat(contents(out)).hasSize((int) done);
    assertThat(finish(start(in, out, "--which", "alpha"))).contains("\"skipped\":" + done);
    assertThat(contents(out)).hasSize(35);
  }

  /**
   * A build in the background of a shell without job control ignores Ctrl-C, and so do children.
   */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
