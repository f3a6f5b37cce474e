package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-liners, with a backend that takes everything for a person. */
class MattingTest {
  private static final ArgbImage PICTURE =
      ArgbImage.copyOf(2, 1, new int[] {0xFF102030, 0xFF405060});

  @TempDir Path folder;
  private Path photo;
  private ClassLoader before;
  private URLClassLoader loader;

  @BeforeEach
  void installBackend() throws Exception {
    photo = folder.resolve("ana.png");
    ImageFiles.write(PICTURE, photo);
    Path file = folder.resolve("META-INF/services/" + MattingModelProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, BrokenBackends.Working.class.getName());
    before = Thread.currentThread().getContextClassLoader();
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @AfterEach
  void removeBackend() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  @Test
  void cutsOutIntoAFile() throws Exception {
    Path file = folder.resolve("out.png");
    Matting.cutOut(photo).to(file);
    assertThat(ImageFiles.read(file).toArray()).isEqualTo(PICTURE.toArray());
  }

  @Test
  void thePhotoItselfIsNotOverwritten() throws Exception {
    byte[] before = Files.readAllBytes(photo);
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), photo);
    for (Path file : new Path[] {photo, link}) {
      assertThatThrownBy(() -> Matting.cutOut(photo).to(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("would overwrite the photo " + photo);
    }
    assertThat(photo).hasBinaryContent(before);
  }

  @Test
  void keepsThePictureInMemoryWhereAsked() throws Exception {
    ArgbImage picture =
        Matting.cutOut(photo)
            .with("working")
            .with(OpenOptions.forLatency())
            .onto(Background.BLACK)
            .image();
    assertThat(picture.toArray()).isEqualTo(PICTURE.toArray());
  }

  @Test
  void stepsReturnNewValues() throws Exception {
    Matting.CutOut first = Matting.cutOut(photo);
    assertThat(first.with("nix")).isNotSameAs(first);
    assertThat(first.image().toArray()).isEqualTo(PICTURE.toArray());
  }

  @Test
  void anUnknownModelIsTheCallersMistake() {
    assertThatThrownBy(() -> Matting.cutOut(photo).with("nix").image())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("working: ready");
  }

  @Test
  void withoutAnyModelTheMessageSaysWhatToAdd() {
    Thread.currentThread().setContextClassLoader(before);
    assertThatThrownBy(() -> Matting.cutOut(photo).image())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("matting-starter");
  }

  @Test
  void aFileThatCannotHoldTheResultIsRefusedBeforeAnyWork() {
    Path gone = folder.resolve("gone.jpg");
    assertThatThrownBy(() -> Matting.cutOut(gone).to(folder.resolve("out.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out.gif");
    assertThatThrownBy(() -> Matting.cutOut(gone).to(folder.resolve("out.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out.jpg")
        .hasMessageContaining("transparency");
    assertThatThrownBy(
            () -> Matting.cutOut(gone).onto(Background.WHITE).to(folder.resolve("out.jpg")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
