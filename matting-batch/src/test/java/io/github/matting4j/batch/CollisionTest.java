package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is overwritten that should not be. */
class CollisionTest {
  @TempDir Path folder;

  private List<PhotoOutcome> run(PhotoSource source, String pattern) throws IOException {
    List<PhotoOutcome> outcomes = new ArrayList<>();
    try (BatchRun run =
        BatchRunner.of(new FakeModel(), source, Photos.MATTE)
            .outputs(OutputPattern.of(folder.resolve("out"), pattern, List.of("alpha")))
            .manifest(folder.resolve("out/m.jsonl"))
            .parallelism(1)
            .open()) {
      run.forEachRemaining(outcomes::add);
    }
    return outcomes;
  }

  private static List<String> kinds(List<PhotoOutcome> outcomes) {
    return outcomes.stream()
        .map(o -> o.failure().map(f -> f.kind().name()).orElse(o.status().name()))
        .toList();
  }

  @Test
  void photosOfOneNameKeepTheirFolders() throws IOException {
    Photos.write(folder.resolve("in/a/x.png"), 1);
    Photos.write(folder.resolve("in/b/x.png"), 2);
    assertThat(kinds(run(PhotoSource.below(folder.resolve("in")), OutputPattern.DEFAULT)))
        .containsExactly("DONE", "DONE");
    assertThat(Photos.contents(folder.resolve("out")))
        .containsOnlyKeys("a/x_alpha.png", "b/x_alpha.png");
  }

  @Test
  void theSecondPhotoOfOneNameIsRefusedNowAndInEveryRun() throws IOException {
    Photos.write(folder.resolve("in/a/x.png"), 1);
    Photos.write(folder.resolve("in/b/x.png"), 2);
    Photos.write(folder.resolve("in/c/x.jpg"), 3);
    String pattern = "{name}_{kind}.png";
    assertThat(kinds(run(PhotoSource.below(folder.resolve("in")), pattern)))
        .containsExactly("DONE", "COLLISION", "COLLISION");
    String first = Photos.sha256(folder.resolve("out/x_alpha.png"));
    List<PhotoOutcome> again = run(PhotoSource.below(folder.resolve("in")), pattern);
    assertThat(kinds(again)).containsExactly("SKIPPED", "COLLISION", "COLLISION");
    assertThat(again.get(1).failure().orElseThrow().message())
        .contains(folder.resolve("in/a/x.png").toString(), "{dir}", "x_alpha.png");
    // Another list, the same folder and manifest: the owner of an earlier run counts too.
    Path late = folder.resolve("in/b/x.png");
    assertThat(kinds(run(PhotoSource.of(List.of(late)), pattern))).containsExactly("COLLISION");
    assertThat(Photos.sha256(folder.resolve("out/x_alpha.png"))).isEqualTo(first);
    // Once the owner is gone, its result may be taken over.
    Files.delete(folder.resolve("in/a/x.png"));
    assertThat(kinds(run(PhotoSource.of(List.of(late)), pattern))).containsExactly("DONE");
  }

  @Test
  void oneNameWithTwoExtensionsIsACollisionUnlessThePatternHasThem() throws IOException {
    Photos.write(folder.resolve("in/x.jpg"), 1);
    Photos.write(folder.resolve("in/x.png"), 2);
    PhotoSource source = PhotoSource.below(folder.resolve("in"));
    assertThat(kinds(run(source, OutputPattern.DEFAULT))).containsExactly("DONE", "COLLISION");
    assertThat(kinds(run(PhotoSource.below(folder.resolve("in")), "{name}_{ext}_{kind}.png")))
        .containsExactly("DONE", "DONE");
  }

  @Test
  void aPhotoIsNeverOverwritten() throws IOException {
    Path photo = Photos.write(folder.resolve("out/x.png"), 1);
    String before = Photos.sha256(photo);
    assertThat(kinds(run(PhotoSource.of(List.of(photo)), "{name}.png")))
        .containsExactly("COLLISION");
    assertThat(kinds(run(PhotoSource.below(folder.resolve("out")), "{name}_{kind}.png")))
        .containsExactly("COLLISION");
    assertThat(Photos.sha256(photo)).isEqualTo(before);
    assertThat(Photos.contents(folder.resolve("out"))).containsOnlyKeys("x.png");
  }

  @Test
  void aPhotoThatIsStillToComeIsNotOverwrittenEither() throws IOException {
    Path jpeg = Photos.write(folder.resolve("out/x.jpg"), 1);
    Path png = Photos.write(folder.resolve("out/x.png"), 2);
    String before = Photos.sha256(png);
    assertThat(kinds(run(PhotoSource.of(List.of(jpeg, png)), "{name}.png")))
        .containsExactly("COLLISION", "COLLISION");
    assertThat(Photos.sha256(png)).isEqualTo(before);
  }

  @Test
  void aFolderOfResultsThatIsALinkToThePhotosOverwritesNone() throws IOException {
    Path photo = Photos.write(folder.resolve("p/a.png"), 1);
    Path deep = Photos.write(folder.resolve("p/deep/b.png"), 2);
    String before = Photos.sha256(photo) + Photos.sha256(deep);
    Path sym = Files.createDirectories(folder.resolve("sym"));
    Files.createSymbolicLink(sym.resolve("p"), folder.resolve("p"));
    Files.createSymbolicLink(folder.resolve("out"), folder.resolve("p"));
    for (Path named : List.of(folder.resolve("p"), sym.resolve("p"))) {
      assertThat(kinds(run(PhotoSource.below(named), "{dir}/{name}.png")))
          .containsExactly("COLLISION", "COLLISION");
      assertThat(kinds(run(PhotoSource.of(List.of(named.resolve("a.png"))), "{name}.png")))
          .containsExactly("COLLISION");
    }
    assertThat(Photos.sha256(photo) + Photos.sha256(deep)).isEqualTo(before);
  }

  @Test
  void aPhotoThatIsReachedThroughALinkInTheFolderIsNotOverwritten() throws IOException {
    Path archived = Photos.write(folder.resolve("out/y.png"), 1);
    Photos.write(folder.resolve("in/y.jpg"), 2); // comes first, and its result would be y.png
    Files.createSymbolicLink(folder.resolve("in/z.png"), archived);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));
    String before = Photos.sha256(archived);
    for (Path named : List.of(link, folder.resolve("in"))) {
      assertThat(kinds(run(PhotoSource.below(named), "{name}.png")).get(0)).isEqualTo("COLLISION");
      assertThat(Photos.sha256(archived)).isEqualTo(before);
    }
  }

  @Test
  void aResultThatIsALinkToItsPhotoIsRefused() throws IOException {
    Path photo = Photos.write(folder.resolve("in/x.png"), 1);
    String before = Photos.sha256(photo);
    Files.createDirectories(folder.resolve("out"));
    Files.createSymbolicLink(folder.resolve("out/x.png"), photo);
    assertThat(kinds(run(PhotoSource.below(folder.resolve("in")), "{name}.png")))
        .containsExactly("COLLISION");
    Files.delete(folder.resolve("out/x.png"));
    Files.createLink(folder.resolve("out/x.png"), photo);
    assertThat(kinds(run(PhotoSource.below(folder.resolve("in")), "{name}.png")))
        .containsExactly("COLLISION");
    assertThat(Photos.sha256(photo)).isEqualTo(before);
  }

  @Test
  void photosInAFolderOfTheResultsAreNotOverwritten() throws IOException {
    Photos.write(folder.resolve("out/p/x.jpg"), 1);
    Path png = Photos.write(folder.resolve("out/p/x.png"), 2);
    String before = Photos.sha256(png);
    PhotoSource source = FolderSource.of(folder.resolve("out/p")).excluding(folder.resolve("out"));
    assertThat(kinds(run(source, "p/{name}.png"))).containsExactly("COLLISION", "COLLISION");
    assertThat(Photos.sha256(png)).isEqualTo(before);
  }

  /** Two names of Latin-1 bytes have the same text where names are UTF-8. */
  @Test
  void namesThatAreNoTextAreFailuresAndNeverOnePhoto() throws Exception {
    Path photo = Photos.write(folder.resolve("in/ok.png"), 1);
    String copies =
        "cp \"$0\" \"$(printf 'M\\374ller.png')\"; cp \"$0\" \"$(printf 'M\\366ller.png')\"";
    ChildProcess.Outcome shell =
        ChildProcess.run(
            new ProcessBuilder("sh", "-c", copies, photo.toString())
                .directory(photo.getParent().toFile()));
    assumeThat(shell.exitCode()).as("such names are possible here").isZero();
    for (String ok : List.of("DONE", "SKIPPED")) {
      List<PhotoOutcome> outcomes =
          run(PhotoSource.below(folder.resolve("in")), OutputPattern.DEFAULT);
      assertThat(kinds(outcomes)).containsExactlyInAnyOrder("NAME", "NAME", ok);
      assertThat(outcomes)
          .filteredOn(outcome -> outcome.failure().isPresent())
          .allMatch(outcome -> outcome.failure().get().message().contains("rename it"));
    }
    assertThat(Photos.contents(folder.resolve("out"))).containsOnlyKeys("ok_alpha.png");
  }

  @Test
  void aNameThatIsNoneIsOneFailure() throws IOException {
    Path photo = Photos.write(folder.resolve("in/ok.png"), 1);
    Iterator<PhotoFile> photos =
        List.of(PhotoFile.unusable("a\0b.png"), PhotoFile.of(photo)).iterator();
    List<PhotoOutcome> outcomes =
        run(() -> photos.hasNext() ? photos.next() : null, OutputPattern.DEFAULT);
    assertThat(kinds(outcomes)).containsExactly("NAME", "DONE");
    assertThat(outcomes.get(0).failure().orElseThrow().message())
        .isEqualTo("'a?b.png' is no name of a file");
  }

  @Test
  void otherFilesThatAreReadAndTheManifestAreNoResults() throws IOException {
    Photos.write(folder.resolve("in/x.jpg"), 1);
    Photos.write(folder.resolve("in/y.jpg"), 2);
    Path background = Photos.write(folder.resolve("out/x.png"), 3);
    String before = Photos.sha256(background);
    List<PhotoOutcome> outcomes = new ArrayList<>();
    try (BatchRun run =
        BatchRunner.of(new FakeModel(), PhotoSource.below(folder.resolve("in")), Photos.MATTE)
            .outputs(OutputPattern.of(folder.resolve("out"), "{name}.png", List.of("alpha")))
            .manifest(folder.resolve("out/y.png"))
            .otherInputs(List.of(background))
            .parallelism(1)
            .open()) {
      run.forEachRemaining(outcomes::add);
    }
    assertThat(kinds(outcomes)).containsExactly("COLLISION", "COLLISION");
    assertThat(Photos.sha256(background)).isEqualTo(before);
  }

  @Test
  void resultsInsideTheFolderThatIsSearchedAreNoPhotos() throws IOException {
    Photos.write(folder.resolve("x.png"), 1);
    for (String expected : List.of("DONE", "SKIPPED")) {
      PhotoSource source = FolderSource.of(folder).excluding(folder.resolve("out"));
      assertThat(kinds(run(source, OutputPattern.DEFAULT))).containsExactly(expected);
    }
  }

  @Test
  void patternsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> OutputPattern.of(folder, "{dir}/x.png", List.of("alpha")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no {name}");
    assertThatThrownBy(() -> OutputPattern.of(folder, "{name}.png", List.of("alpha", "cutout")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no {kind}")
        .hasMessageContaining("alpha, cutout");
    assertThatThrownBy(() -> OutputPattern.of(folder, "{name}{size}.png", List.of("alpha")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{size}");
    for (String outside : List.of("../{name}.png", "/tmp/{name}.png")) {
      assertThatThrownBy(() -> OutputPattern.of(folder, outside, List.of("alpha")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leads out of the folder");
    }
    assertThatThrownBy(() -> new PhotoFile(folder, Path.of("../x.png")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("..");
  }

  @Test
  void namesAreMadeOfTheirParts() {
    OutputPattern pattern = OutputPattern.of(folder, "{kind}/{dir}/{name}.{ext}.png", List.of("a"));
    PhotoFile deep = PhotoFile.below(folder, folder.resolve("one/two/x.y.jpg"));
    assertThat(pattern.outputs(deep)).containsValue(folder.resolve("a/one/two/x.y.jpg.png"));
    assertThat(pattern.outputs(PhotoFile.of(Path.of("/q/noext"))))
        .containsValue(folder.resolve("a/noext..png"));
    assertThat(OutputPattern.in(folder, "k").outputs(PhotoFile.of(Path.of("$1\\{x}.jpg"))))
        .containsValue(folder.resolve("$1\\{x}_k.png"));
  }
}
