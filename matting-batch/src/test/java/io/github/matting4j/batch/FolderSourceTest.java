package io.github.matting4j.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
  @TempDir Path folder;

  private List<String> found(FolderSource source) throws IOException {
    List<String> places = new ArrayList<>();
    try (source) {
      for (PhotoFile photo = source.next(); photo != null; photo = source.next()) {
        assertThat(photo.file()).isEqualTo(folder.resolve(photo.relativePath()));
        places.add(photo.relativePath().toString().replace('\\', '/'));
      }
    }
    return places;
  }

  @Test
  void photosAreToldByExtensionOrContent() throws IOException {
    Path png = Photos.write(folder.resolve("b/deep/p.png"), 1);
    Files.copy(png, folder.resolve("b/noextension"));
    Files.copy(png, folder.resolve("b/other.dat"));
    Files.copy(png, folder.resolve(".hidden.png"));
    Files.copy(png, folder.resolve(".matting4j-00112233-0.tmp"));
    ImageFiles.write(ArgbImage.filled(2, 2, -1), folder.resolve("t.tif"));
    Files.move(folder.resolve("t.tif"), folder.resolve("b/scan"));
    Files.writeString(folder.resolve("c.JPG"), "text");
    Files.writeString(folder.resolve("d.tiff"), "II*");
    Files.writeString(folder.resolve("readme.TXT"), "text");
    Files.writeString(folder.resolve("b/readme.txt"), "text");
    Files.writeString(folder.resolve("plain"), "text");
    Files.createDirectories(folder.resolve("x.png"));
    FolderSource source = FolderSource.of(folder);
    assertThat(found(source))
        .containsExactly(
            "b/deep/p.png", "b/noextension", "b/other.dat", "b/scan", "c.JPG", "d.tiff");
    assertThat(source.skipped()).isEqualTo(Map.of("txt", 2L, "", 1L));
    assertThat(found(FolderSource.of(folder).flat())).containsExactly("c.JPG", "d.tiff");
    assertThat(found(FolderSource.of(folder).excluding(folder.resolve("b"))))
        .containsExactly("c.JPG", "d.tiff");
  }

  @Test
  void aFolderThatDoesNotAnswerInTimeIsAPhotoThatFails() throws IOException {
    Photos.write(folder.resolve("p.png"), 1);
    try (FolderSource source = FolderSource.of(folder).deadline(Duration.ZERO)) {
      PhotoFile photo = source.next();
      assertThat(photo).isNotNull();
      assertThat(photo.file()).isEqualTo(folder);
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void linksToFoldersAreNotFollowed() throws IOException {
    Photos.write(folder.resolve("a/p.png"), 1);
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    assertThat(found(FolderSource.of(folder))).containsExactly("a/p.png");
  }

  @Test
  void aFolderThatIsNotThereBecomesAPhotoThatFails() throws IOException {
    Path none = folder.resolve("none");
    try (FolderSource source = FolderSource.of(none)) {
      assertThat(source.next()).isEqualTo(PhotoFile.of(none));
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void pipesAreSkippedAndCounted() throws Exception {
    Photos.write(folder.resolve("a.png"), 1);
    Files.createDirectories(folder.resolve("deep"));
    for (String pipe : List.of("b.jpg", "deep/noextension")) {
      assumeThat(
              ChildProcess.run(new ProcessBuilder("mkfifo", folder.resolve(pipe).toString()))
                  .exitCode())
          .isZero();
    }
    FolderSource source = FolderSource.of(folder);
    assertThat(found(source)).containsExactly("a.png");
    assertThat(source.notRegular()).isEqualTo(2);
    assertThat(source.skipped()).isEmpty();
  }

  @Test
  void itHoldsWhatIsBelowItButNotWhatIsExcluded() throws IOException {
    folder = folder.toRealPath();
    FolderSource source = FolderSource.of(folder).excluding(folder.resolve("out"));
    assertThat(source.contains(folder.resolve("a/b.png"))).isTrue();
    assertThat(source.contains(folder.resolve("out/b.png"))).isFalse();
    assertThat(source.contains(folder.resolveSibling("b.png"))).isFalse();
    assertThat(source.flat().contains(folder.resolve("a/b.png"))).isFalse();
    assertThat(source.flat().contains(folder.resolve("b.png"))).isTrue();
  }
}
