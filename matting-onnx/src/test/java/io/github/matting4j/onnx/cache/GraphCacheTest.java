package io.github.matting4j.onnx.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCacheTest {
  private static final String MODEL = "0123456789abcdef".repeat(4);
  private static final String OTHER = "fedcba9876543210".repeat(4);

  @TempDir Path folder;

  private GraphCache cache() {
    return GraphCache.in(folder.resolve("cache"));
  }

  private static Path keep(GraphCache.Place place, String content) throws IOException {
    try (GraphCache.Draft draft = place.draft()) {
      Files.writeString(draft.part().orElseThrow(), content);
      draft.publish();
    }
    return place.find().orElseThrow().file();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("graph.key") && !name.endsWith(".seen"))
          .sorted()
          .toList();
    }
  }

  @Test
  void keepsAFileUnderEverythingItDependsOn() throws Exception {
    GraphCache.Place place = cache().place(MODEL, "engine 1");
    assertThat(place.find()).isEmpty();
    Path kept = keep(place, "graph");
    assertThat(Files.readString(kept)).startsWith("graph").contains("matting4j.cache");
    assertThat(cache().place(MODEL, "engine 1").find().map(GraphCache.Kept::file)).contains(kept);
    assertThat(cache().place(MODEL, "engine 2").find()).isEmpty();
    assertThat(cache().place(OTHER, "engine 1").find()).isEmpty();
    assertThat(names()).hasSize(1);
  }

  @Test
  void aPortableGraphDoesNotDependOnTheProcessor() throws Exception {
    Path kept = keep(cache().portablePlace(MODEL, "converter 1"), "graph");
    assertThat(cache().portablePlace(MODEL, "converter 1").findFile()).contains(kept);
    assertThat(cache().portablePlace(MODEL, "converter 2").findFile()).isEmpty();
    assertThat(cache().place(MODEL, "converter 1").findFile()).isEmpty();
    assertThat(GraphCache.none().portablePlace(MODEL, "converter 1").findFile()).isEmpty();
  }

  @Test
  void anotherFilesContentUnderItsNameIsNotUsed() throws Exception {
    Path kept = keep(cache().place(MODEL, "engine 1"), "graph");
    GraphCache.Place other = cache().place(MODEL, "engine 2");
    Path target = keep(other, "other graph");
    Files.copy(kept, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(other.find()).isEmpty();
  }

  @Test
  void anyFlippedBitAndAnyCutIsNoticed() throws Exception {
    GraphCache.Place place = cache().place(MODEL, "engine");
    Path kept = keep(place, "some graph");
    byte[] whole = Files.readAllBytes(kept);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(kept, damaged);
      assertThat(place.find()).as("bit %d", bit).isEmpty();
      assertThat(place.findFile()).as("bit %d", bit).isEmpty();
    }
    for (int length = 0; length < whole.length; length++) {
      Files.write(kept, java.util.Arrays.copyOf(whole, length));
      assertThat(place.find()).as("length %d", length).isEmpty();
      assertThat(place.findFile()).as("length %d", length).isEmpty();
    }
    Files.write(kept, whole);
    assertThat(place.find()).isPresent();
    assertThat(place.findFile()).contains(kept);
    Files.delete(kept);
    Files.createDirectory(kept);
    assertThat(place.find()).isEmpty();
    try (GraphCache.Draft draft = place.draft()) {
      draft.publish(); // cannot replace a folder's worth of trouble, and says nothing
    }
  }

  @Test
  void theSecretIsThisUsersAloneAndAnotherOneInvalidatesAll() throws Exception {
    GraphCache.Place place = cache().place(MODEL, "engine");
    keep(place, "graph");
    Path secret = folder.resolve("cache/graph.key");
    assertThat(Files.size(secret)).isEqualTo(32);
    assumePosix();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cache"))))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(place.find()).as("others can read the secret").isEmpty();
    keep(place, "graph");
    byte[] bytes = Files.readAllBytes(secret);
    bytes[7] ^= 1;
    Files.write(secret, bytes);
    assertThat(place.find()).as("another secret").isEmpty();
    Files.write(secret, new byte[5]);
    assertThat(place.find()).as("no secret").isEmpty();
    keep(place, "graph");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwxr-xrwx"})
  void aFolderThatOthersMayWriteToIsNotUsed(String permissions) throws Exception {
    assumePosix();
    GraphCache.Place place = cache().place(MODEL, "engine");
    keep(place, "graph");
    Files.setPosixFilePermissions(
        folder.resolve("cache"), PosixFilePermissions.fromString(permissions));
    assertThat(place.find()).isEmpty();
    try (GraphCache.Draft draft = place.draft()) {
      assertThat(draft.part()).isEmpty();
    }
    Files.setPosixFilePermissions(
        folder.resolve("cache"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(place.find()).isPresent();
  }

  private void assumePosix() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
  }

  @Test
  void whereNothingCanBeKeptNothingFails() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    for (GraphCache cache : List.of(GraphCache.none(), GraphCache.in(file))) {
      GraphCache.Place place = cache.place(MODEL, "engine");
      assertThat(place.find()).isEmpty();
      place.touch();
      try (GraphCache.Draft draft = place.draft()) {
        assertThat(draft.part()).isEmpty();
        draft.publish();
      }
    }
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void aDraftThatIsNotPublishedIsGone() throws Exception {
    try (GraphCache.Draft draft = cache().place(MODEL, "engine").draft()) {
      Files.writeString(draft.part().orElseThrow(), "half");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void ofOneModelTheThreeUsedLastStay() throws Exception {
    Path foreign = CacheFolder.make(folder.resolve("cache")).resolve("mine.onnx");
    Files.writeString(foreign, "not ours to delete");
    Path abandoned = Files.writeString(foreign.resolveSibling("graph1.part"), "half");
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path living = Files.writeString(foreign.resolveSibling("graph2.part"), "half");
    Instant start = Instant.now().minus(Duration.ofDays(10));
    for (int i = 0; i < 5; i++) {
      for (String model : List.of(MODEL, OTHER)) {
        Path kept = keep(cache().place(model, "engine " + i), "graph");
        Files.setLastModifiedTime(kept, FileTime.from(start.plus(Duration.ofDays(i))));
        cache().place(model, "engine 1").touch();
      }
    }
    for (String model : List.of(MODEL, OTHER)) {
      assertThat(cache().place(model, "engine 0").find()).isEmpty();
      assertThat(cache().place(model, "engine 1").find()).as("in use").isPresent();
      assertThat(cache().place(model, "engine 4").find()).isPresent();
    }
    assertThat(names()).hasSize(6 + 2).contains("mine.onnx", "graph2.part");
    assertThat(living).exists();
  }
}
