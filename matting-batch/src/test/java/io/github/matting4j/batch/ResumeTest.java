package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.batch.manifest.Manifest;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run does what is left, and nothing else. */
class ResumeTest {
  private static final int COUNT = 9;

  @TempDir Path folder;
  private Path photos;
  private Path results;
  private Path manifest;
  private List<Path> files;

  @BeforeEach
  void writePhotos() throws IOException {
    photos = folder.resolve("photos");
    results = folder.resolve("results");
    manifest = results.resolve("manifest.jsonl");
    files = Photos.some(photos, COUNT);
  }

  private BatchRunner runner() {
    return runner(new FakeModel());
  }

  private BatchRunner runner(FakeModel model) {
    return BatchRunner.of(model, PhotoSource.below(photos), Photos.MATTE)
        .outputs(OutputPattern.in(results, "alpha"))
        .manifest(manifest)
        .parallelism(3);
  }

  private static void expect(BatchSummary summary, long done, long skipped) {
    assertThat(summary.failures()).isEmpty();
    assertThat(List.of(summary.done(), summary.skipped())).containsExactly(done, skipped);
    assertThat(summary.complete()).isTrue();
  }

  @Test
  void theSecondRunDoesNothing() throws IOException {
    expect(runner().run(), COUNT, 0);
    Map<String, String> first = Photos.contents(results);
    assertThat(first).hasSize(COUNT).containsKey("f1/p4_alpha.png");
    FileTime written = Files.getLastModifiedTime(results.resolve("f1/p4_alpha.png"));
    expect(runner().run(), 0, COUNT);
    assertThat(Photos.contents(results)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(results.resolve("f1/p4_alpha.png"))).isEqualTo(written);
  }

  @Test
  void theModelRunsOnlyForPhotosThatNeedIt() throws IOException {
    AtomicInteger runs = new AtomicInteger();
    FakeModel counting =
        new FakeModel() {
          @Override
          public MattingResult run(ArgbImage photo) {
            runs.incrementAndGet();
            return super.run(photo);
          }
        };
    expect(runner(counting).run(), COUNT, 0);
    expect(runner(counting).run(), 0, COUNT);
    assertThat(runs).hasValue(COUNT);
  }

  @Test
  void aChangedPhotoIsDoneAgain() throws IOException {
    expect(runner().run(), COUNT, 0);
    String before = Photos.sha256(results.resolve("f1/p4_alpha.png"));
    Photos.write(files.get(4), 99);
    expect(runner().run(), 1, COUNT - 1);
    assertThat(Photos.sha256(results.resolve("f1/p4_alpha.png"))).isNotEqualTo(before);
  }

  @Test
  void aTouchedPhotoIsDoneAgainUnlessItsContentIsLookedAt() throws IOException {
    expect(runner().run(), COUNT, 0);
    Files.setLastModifiedTime(files.get(4), FileTime.from(Instant.EPOCH));
    expect(runner().verifying(true).run(), 0, COUNT);
    expect(runner().run(), 1, COUNT - 1);
  }

  @Test
  void contentThatChangedUnderTheSameSizeAndTimeIsSeenWhenLookedAt() throws IOException {
    Files.write(files.get(4), new byte[0]);
    Path photo = Photos.write(files.get(4), 4);
    FileTime time = Files.getLastModifiedTime(photo);
    byte[] content = Files.readAllBytes(photo);
    expect(runner().run(), COUNT, 0);
    content[content.length - 1] ^= 1; // breaks the last checksum
    Files.write(photo, content);
    Files.setLastModifiedTime(photo, time);
    expect(runner().run(), 0, COUNT);
    assertThat(runner().verifying(true).run().failed()).isEqualTo(1);
  }

  @Test
  void aMissingOrCutResultIsMadeAgain() throws IOException {
    expect(runner().run(), COUNT, 0);
    Map<String, String> whole = Photos.contents(results);
    Files.delete(results.resolve("f0/p0_alpha.png"));
    Files.write(results.resolve("f1/p1_alpha.png"), new byte[] {1, 2, 3});
    expect(runner().run(), 2, COUNT - 2);
    assertThat(Photos.contents(results)).isEqualTo(whole);
  }

  @Test
  void anotherModelOrOtherOptionsDoEverythingAgain() throws IOException {
    expect(runner().run(), COUNT, 0);
    expect(runner(new FakeModel("1".repeat(64))).run(), COUNT, 0);
    expect(runner(new FakeModel("1".repeat(64))).fingerprint("sharp").run(), COUNT, 0);
    FakeModel otherRecipe = new FakeModel("1".repeat(64), "2".repeat(64));
    expect(runner(otherRecipe).fingerprint("sharp").run(), COUNT, 0);
    expect(runner(otherRecipe).fingerprint("sharp").run(), 0, COUNT);
  }

  @Test
  void failedPhotosAreTriedAgain() throws IOException {
    Photos.damage(files.get(2), 0);
    assertThat(runner().run().failures()).containsOnly(Map.entry(FailureKind.TRUNCATED, 1L));
    Photos.write(files.get(2), 2);
    expect(runner().run(), 1, COUNT - 1);
  }

  @Test
  void halfALineAtTheEndIsCutOffAndItsPhotoDoneAgain() throws IOException {
    expect(runner().limit(COUNT).parallelism(1).run(), COUNT, 0);
    String text = Files.readString(manifest);
    String line = text.lines().filter(each -> each.contains("p8.png")).findFirst().orElseThrow();
    String torn = text.substring(0, text.indexOf(line) + line.length() / 2);
    Files.writeString(manifest, torn);
    expect(runner().run(), 1, COUNT - 1);
    assertThat(Files.readString(manifest).lines())
        .allMatch(each -> each.startsWith("{") && each.endsWith("}"));
    expect(runner().run(), 0, COUNT);
  }

  @Test
  void anyCutOfTheManifestIsSurvived() throws IOException {
    expect(runner().run(), COUNT, 0);
    byte[] whole = Files.readAllBytes(manifest);
    for (int length = 0; length < whole.length; length += 397) {
      Files.write(manifest, java.util.Arrays.copyOf(whole, length));
      BatchSummary summary = runner().run();
      assertThat(summary.photos()).as("cut at %d", length).isEqualTo(COUNT);
      assertThat(summary.failed()).isZero();
    }
  }

  @Test
  void garbageBetweenTheLinesIsPassedOver() throws IOException {
    expect(runner().run(), COUNT, 0);
    Files.writeString(
        manifest, "\0\0\0{\n[1]\n\"x\"\n{\"input\":3}\n\n", StandardOpenOption.APPEND);
    expect(runner().run(), 0, COUNT);
  }

  @Test
  void aDamagedLineIsToldAndItsPhotoDoneAgain() throws IOException {
    expect(runner().run(), COUNT, 0);
    String before = Files.readString(manifest);
    String[] damages = {"p8.png\\u0000", "p8.png\u0000", "p8.png\\q", "p8.png\"}{"};
    for (String damage : damages) {
      Files.writeString(manifest, before.replaceAll("p8\\.png", Matcher.quoteReplacement(damage)));
      try (BatchRun run = runner().open()) {
        assertThat(run.notes()).as(damage).hasSize(1);
        assertThat(run.notes().get(0)).startsWith("1 line of the manifest " + manifest);
        run.forEachRemaining(outcome -> {});
        expect(run.summary(), 1, COUNT - 1);
      }
    }
    Files.writeString(manifest, before + "x".repeat(Manifest.MAX_LINE_BYTES + 10) + "\n");
    try (BatchRun run = runner().open()) {
      assertThat(run.notes()).hasSize(1);
      run.forEachRemaining(outcome -> {});
      expect(run.summary(), 0, COUNT);
    }
  }

  @Test
  void aFileThatIsNoManifestIsNotTouched() throws IOException {
    Files.createDirectories(results);
    Files.writeString(manifest, "my diary");
    assertThatThrownBy(() -> runner().run())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.jsonl")
        .hasMessageContaining("not a manifest");
    assertThat(Files.readString(manifest)).isEqualTo("my diary");
  }

  @Test
  void twoRunsOnOneManifestAreRefused() throws IOException {
    try (BatchRun first = runner().open()) {
      for (int i = 0; i < 2; i++) { // a refusal must not free the lock
        assertThatThrownBy(() -> runner().run())
            .isInstanceOf(IOException.class)
            .hasMessageContaining("another batch is writing this manifest");
      }
      assertThat(first.stream()).hasSize(COUNT);
    }
    expect(runner().run(), 0, COUNT);
  }

  @Test
  void theLinesSayWhatWasDone() throws IOException {
    Photos.damage(files.get(3), 1);
    runner().run();
    String line =
        Files.readString(manifest, StandardCharsets.UTF_8)
            .lines()
            .filter(each -> each.contains("p4.png"))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .contains(
            "\"status\":\"DONE\"",
            "\"sha256\":\"" + Photos.sha256(files.get(4)) + "\"",
            "\"model\":\"fake\"",
            "\"modelSha256\":\"" + "0".repeat(64) + "\"",
            "\"recipeSha256\":\"" + "0".repeat(64) + "\"",
            "\"graph\":\"FILE\"",
            "\"options\":\"" + Sha256.of("") + "\"",
            "\"outputs\":{\"alpha\":{\"file\":",
            "\"width\":24",
            "\"millis\":{\"admission\":",
            "\"flags\":[",
            "\"version\":");
    assertThat(Files.readString(manifest))
        .containsPattern("\"status\":\"FAILED\".*p3.png.*\"error\":\"UNSUPPORTED\",\"message\":");
  }

  @Test
  void theLimitCountsPhotosThatAreDone() throws IOException {
    BatchSummary first = runner().limit(4).run();
    assertThat(List.of(first.done(), first.skipped())).containsExactly(4L, 0L);
    assertThat(first.complete()).isFalse();
    assertThat(runner().limit(4).run().done()).isEqualTo(4);
    BatchSummary last = runner().limit(4).run();
    assertThat(List.of(last.done(), last.skipped())).containsExactly(1L, 8L);
    assertThat(last.complete()).isTrue();
  }

  @Test
  void leftoversOfAKilledRunAreRemoved() throws IOException {
    expect(runner().run(), COUNT, 0);
    Path left = results.resolve("f0/.matting4j-0123abcd-0.tmp");
    Path other = results.resolve("f0/.matting4j.tmp");
    Files.write(left, new byte[9]);
    Files.write(other, new byte[9]);
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
    expect(runner().run(), 0, COUNT);
    assertThat(left).exists(); // the last run ended cleanly: nobody looks
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.substring(0, text.stripTrailing().lastIndexOf('\n') + 1));
    expect(runner().run(), 0, COUNT);
    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }
}
