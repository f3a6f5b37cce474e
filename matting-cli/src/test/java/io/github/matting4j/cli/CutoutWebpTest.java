package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WebP, where its plug-in is on the class path and where it is not. */
class CutoutWebpTest {
  /** 32x24, written by libwebp. */
  private static final String PHOTO =
      "UklGRqAAAABXRUJQVlA4IJQAAABwBgCdASogABgAPi0Sh0KhoQ3+qgAMAWJagCdMoR0l4B+Ff5M8kf25vwHoAHZ+kX27"
          + "LRvNBMGs1B3ofOAA/v+L6Q/zD7HyCfhLYF0SrHf/uGXkL/TlhyLb94vnQNCkvL1fmZCI7Nx2JqWD+dC9fivO"
          + "vVnbc6Ltx9FRMqqmwndYa7b2Zyq1k8LlgwUfy+HoDXVOeIAA";

  @TempDir Path folder;
  private Path photo;

  @BeforeEach
  void writePhoto() throws Exception {
    photo = folder.resolve("photo.webp");
    Files.write(photo, Base64.getDecoder().decode(PHOTO));
  }

  @Test
  void itIsCutOutAndFoundInAFolderAndQuietPrintsNothing() throws Exception {
    Path result = folder.resolve("out.png");
    Cli.Result quiet = Cli.run("cutout", photo.toString(), "-o", result.toString(), "--quiet");
    assertThat(quiet.exits(0).text()).isEmpty();
    assertThat(ImageFiles.read(result).width()).isEqualTo(32);
    Path results = folder.resolve("results");
    String[] batch = {
      "batch",
      folder.toString(),
      "-o",
      results.toString(),
      "--model-folder",
      "no-such-folder",
      "--which",
      "alpha",
      "--quiet"
    };
    assertThat(Cli.run(batch).exits(0).text()).isEmpty();
    assertThat(results.resolve("photo_alpha.png")).exists();
  }

  @Test
  void withoutThePluginTheMessageSaysWhatToAdd() throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Xmx256m")
            .without("imageio-webp")
            .environment("MATTING_MODELS", "no-such-folder")
            .run(120, Main.class, "cutout", photo.toString(), "-o", folder + "/out.png");
    assertThat(outcome.output())
        .contains("photo.webp", "is a WebP", "imageio-webp (see docs/pictures.md), or convert");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }
}
