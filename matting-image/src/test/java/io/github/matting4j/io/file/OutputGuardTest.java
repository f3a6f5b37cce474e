package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputGuardTest {
  @TempDir Path folder;
  private Path photo;
  private Path link;
  private final OutputGuard guard = new OutputGuard(owner -> owner == 9 ? null : "photo " + owner);

  @BeforeEach
  void writePhoto() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    photo = Files.writeString(photos.resolve("a.png"), "a");
    link = Files.createSymbolicLink(folder.resolve("link"), photos);
  }

  private Optional<OutputGuard.Reason> claim(long owner, Path... outputs) throws IOException {
    return guard
        .claim(owner, Optional.of(photo), List.of(outputs))
        .map(OutputGuard.Refusal::reason);
  }

  @Test
  void aPhotoIsRecognizedBehindLinksAndDetours() throws IOException {
    Path other = Files.createSymbolicLink(folder.resolve("other.png"), photo);
    Path chain = Files.createSymbolicLink(folder.resolve("chain.png"), Path.of("other.png"));
    Path hard = Files.createLink(folder.resolve("hard.png"), photo);
    Files.createDirectories(folder.resolve("photos/deep"));
    Path deep = Files.createSymbolicLink(folder.resolve("deep"), folder.resolve("photos/deep"));
    for (Path output :
        List.of(
            photo,
            link.resolve("a.png"),
            folder.resolve("none/../photos/a.png"),
            deep.resolve("../a.png"), // below the target of the link, not beside the link
            other,
            chain,
            hard)) {
      assertThat(claim(1, output)).as(output.toString()).hasValue(OutputGuard.Reason.INPUT);
    }
    assertThat(claim(1, folder.resolve("a.png"))).isEmpty();
  }

  @Test
  void theMessageSaysWhatWouldBeLost() throws IOException {
    Optional<OutputGuard.Refusal> refusal =
        guard.claim(1, Optional.of(photo), List.of(link.resolve("a.png")));
    assertThat(refusal.orElseThrow().message())
        .isEqualTo("the result " + link.resolve("a.png") + " would overwrite the photo " + photo);
  }

  @Test
  void protectedFilesAreNeverResults() throws IOException {
    Path list = Files.writeString(folder.resolve("list.png"), "x");
    guard.protect(link.resolve("still-to-come.png"), "the list");
    guard.protect(list, "the list");
    assertThat(claim(1, folder.resolve("photos/still-to-come.png")))
        .hasValue(OutputGuard.Reason.INPUT);
    assertThat(claim(1, Files.createLink(folder.resolve("hard.png"), list)))
        .hasValue(OutputGuard.Reason.INPUT);
  }

  @Test
  void otherInputsAreAskedForByRealPath() throws IOException {
    Path real = folder.toRealPath().resolve("photos/new/b.png");
    OutputGuard asking = new OutputGuard(real::equals, owner -> "x");
    Optional<OutputGuard.Refusal> refusal =
        asking.claim(1, Optional.empty(), List.of(link.resolve("new/b.png")));
    assertThat(refusal.orElseThrow().reason()).isEqualTo(OutputGuard.Reason.INPUT);
  }

  @Test
  void oneResultHasOneOwner() throws IOException {
    assertThat(claim(1, folder.resolve("photos/r.png"))).isEmpty();
    assertThat(claim(1, link.resolve("r.png"))).isEmpty();
    assertThat(claim(2, link.resolve("r.png"))).hasValue(OutputGuard.Reason.RESULT);
    guard.remember(3, link.resolve("s.png"));
    assertThat(claim(2, folder.resolve("photos/s.png"))).hasValue(OutputGuard.Reason.RESULT);
    guard.remember(9, folder.resolve("t.png")); // its owner is gone
    assertThat(claim(2, folder.resolve("t.png"))).isEmpty();
    assertThat(claim(1, folder.resolve("t.png"))).hasValue(OutputGuard.Reason.RESULT);
  }

  @Test
  void aRefusalClaimsNothing() throws IOException {
    Path fine = folder.resolve("fine.png");
    assertThat(claim(1, fine, photo)).hasValue(OutputGuard.Reason.INPUT);
    assertThat(claim(2, fine)).isEmpty();
  }

  @Test
  void twoResultsOfOnePhotoNeedTwoNames() throws IOException {
    assertThat(claim(1, folder.resolve("photos/r.png"), link.resolve("r.png")))
        .hasValue(OutputGuard.Reason.TWICE);
  }

  @Test
  void aLinkToAFileThatIsNotThereYetIsThatFile() throws IOException {
    Path dangling = Files.createSymbolicLink(folder.resolve("d.png"), Path.of("photos/late.png"));
    assertThat(claim(1, dangling)).isEmpty();
    assertThat(claim(2, folder.resolve("photos/late.png"))).hasValue(OutputGuard.Reason.RESULT);
    Path loop = folder.resolve("loop.png");
    Files.createSymbolicLink(loop, Path.of("loop.png"));
    assertThat(claim(1, loop)).isEmpty(); // writing refuses it
  }

  @Test
  void devicesAreNoFiles() throws IOException {
    assumeThat(Path.of("/dev/null")).exists();
    assertThat(claim(1, Files.createSymbolicLink(folder.resolve("n.png"), Path.of("/dev/null"))))
        .hasValue(OutputGuard.Reason.SPECIAL);
  }

  @Test
  void spellingsAreOneFileWhereTheFileSystemSaysSo() throws IOException {
    boolean folds = Files.exists(Path.of(photo.toString().toUpperCase(Locale.ROOT)));
    assertThat(claim(1, folder.resolve("New.png"))).isEmpty();
    assertThat(claim(2, folder.resolve("nEW.PNG")))
        .isEqualTo(folds ? Optional.of(OutputGuard.Reason.RESULT) : Optional.empty());
  }
}
