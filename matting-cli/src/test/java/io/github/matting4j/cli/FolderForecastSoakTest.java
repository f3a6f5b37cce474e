package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.batch.source.PhotoFolder;
import io.github.matting4j.batch.source.PhotoSample;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.options.OshiSource;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.SharedData;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calibrates on a folder of 200 mixed photos, foretells what it takes, cuts all of them out, and
 * compares. It measures wall time, so the machine must have nothing else to do.
 */
@Tag("soak")
class FolderForecastSoakTest {
  private static final int PHOTOS = Integer.getInteger("matting.soak.photos", 200);
  private static final double MIN_PIXELS = 0.2e6;
  private static final double MAX_PIXELS = 4e6;
  private static final double WITHIN = 0.25;

  @TempDir Path folder;

  @Test
  void aFolderOf200MixedPhotosTakesAboutWhatWasForecast() throws Exception {
    Path photos = mixedPhotos();
    Path file = folder.resolve("calibration.properties");
    Cli.run("calibrate", photos.toString(), "--model-folder", "none", "-o", file.toString())
        .exits(ExitCode.OK);
    FolderForecast forecast = forecast(photos, file);
    Duration taken = cutOutAll(photos);
    double ratio = forecast.sequential().toMillis() / (double) taken.toMillis();
    Files.writeString(
        Path.of("target", "folder-forecast.txt"),
        String.format(
            Locale.ROOT,
            "%d photos, %.0f megapixels: forecast %.1f s, taken %.1f s, ratio %.2f%n%s%n%s",
            forecast.photos(),
            forecast.megapixels(),
            forecast.sequential().toMillis() / 1e3,
            taken.toMillis() / 1e3,
            ratio,
            forecast.text(),
            Files.readString(file)));
    assertThat(ratio).isBetween(1 - WITHIN, 1 + WITHIN);
  }

  private static FolderForecast forecast(Path photos, Path file) throws IOException {
    MattingCriteria criteria =
        MattingCriteria.builder()
            .hardware(OshiSource.machine())
            .folder(PhotoSample.sizes(photos, io.github.matting4j.io.ReadOptions.defaults()))
            .build();
    return MattingModels.discovered()
        .advise(
            MattingAdvisor.standard().calibrated(file),
            criteria,
            OpenOptions.forLatency().modelFolder(Path.of("none")))
        .folder()
        .orElseThrow();
  }

  private Duration cutOutAll(Path photos) throws IOException {
    List<String> command = new ArrayList<>(List.of("cutout"));
    PhotoFolder.all(photos).forEach(photo -> command.add(photo.toString()));
    command.addAll(List.of("-o", folder.resolve("results") + "/"));
    long start = System.nanoTime();
    Cli.run(command.toArray(String[]::new)).exits(ExitCode.OK);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Real photos at sizes spread evenly on a logarithmic scale, in no order. */
  private Path mixedPhotos() throws IOException {
    Path mixed = Files.createDirectory(folder.resolve("photos"));
    List<Path> originals = PhotoFolder.all(SharedData.require("photos"));
    Random random = new Random(200);
    for (int i = 0; i < PHOTOS; i++) {
      ArgbImage original = ImageFiles.read(originals.get(i % originals.size()));
      double pixels = MIN_PIXELS * Math.pow(MAX_PIXELS / MIN_PIXELS, random.nextDouble());
      ImageFiles.write(scaled(original, pixels), mixed.resolve(String.format("%03d.jpg", i)));
    }
    return mixed;
  }

  private static ArgbImage scaled(ArgbImage original, double pixels) {
    double factor = Math.sqrt(pixels / ((double) original.width() * original.height()));
    int width = (int) Math.round(original.width() * factor);
    int height = (int) Math.round(original.height() * factor);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(AwtImages.toBuffered(original), 0, 0, width, height, null);
    graphics.dispose();
    return AwtImages.from(image);
  }
}
