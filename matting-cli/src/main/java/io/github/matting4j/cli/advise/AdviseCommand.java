package io.github.matting4j.cli.advise;

import io.github.matting4j.MattingModels;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.batch.source.PhotoSample;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.cli.options.OshiSource;
import io.github.matting4j.cli.options.ReadingOptions;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matting advise}: which model, and why. */
@Command(
    name = "advise",
    description = {
      "Recommends a model for a photo (or a sample of a folder), this machine and your goal: which"
          + " one, why, the time and memory to expect, and which model would be better. For a"
          + " folder also the total time.",
      ""
    })
public final class AdviseCommand extends Subcommand {
  private static final long MAX_MILLIS = 1_000_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "PHOTO|FOLDER",
      description = "Photo to measure; without it the advice is for photos in general.")
  private @Nullable Path photo;

  @Option(
      names = "--goal",
      paramLabel = "GOAL",
      description = "accuracy-first, high-throughput, film-quality or quick-integration.")
  private @Nullable String goal;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "Number of people, instead of the measured one.")
  private @Nullable Integer people;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      description = "Share of the frame that the people cover, instead of the measured one.")
  private @Nullable Double share;

  @Option(names = "--hair", description = "The photos show loose hair, fur or gauze.")
  private boolean hair;

  @Option(
      names = "--gpu",
      paramLabel = "NAME",
      description = "Advises for a machine with this GPU, such as \"RTX 4090\"; none for no GPU.")
  private @Nullable String gpu;

  @Option(
      names = "--cuda12",
      paramLabel = "yes|no",
      description = "Whether CUDA 12 is installed on the machine named by --gpu.")
  private @Nullable String cuda12;

  @Option(names = "--commercial", description = "Only weights known to allow commercial use.")
  private boolean commercial;

  @Option(
      names = "--licence",
      paramLabel = "NAME",
      description =
          "Accepts only weights under this licence, which you have checked; may be repeated.")
  private List<String> licences = List.of();

  @Option(
      names = "--deadline",
      paramLabel = "MS",
      description = "Maximum time per photo in milliseconds.")
  private @Nullable Long deadline;

  @Option(
      names = "--photos-per-day",
      paramLabel = "N",
      description = "Number of photos to process per day.")
  private @Nullable Long photosPerDay;

  @Option(names = "--offline", description = "Nothing may be downloaded.")
  private boolean offline;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--explain",
      description = "Prints the full text: rules, all candidates, measured values, sources.")
  private boolean explain;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    OpenOptions options = folder.applyTo(OpenOptions.forLatency());
    MattingModels models = MattingModels.discovered();
    PhotoTraits traits = checked(() -> traits(models, options));
    MattingCriteria criteria = checked(() -> criteria(traits));
    Recommendation advice =
        models.advise(ModelSelectionOptions.calibratedAdvisor(err()), criteria, options);
    PrintWriter out = out();
    if (json) {
      out.println(advice.toJson());
    } else if (explain) {
      out.print(advice.explain());
      measured(out, traits);
    } else {
      out.print(advice.summary());
      out.println("Run again with --explain for all candidates, rules and sources.");
    }
    out.flush();
    return advice.chosen().isPresent() ? ExitCode.OK : ExitCode.MODEL;
  }

  private void measured(PrintWriter out, PhotoTraits traits) {
    if (traits.values().isEmpty()) {
      return;
    }
    out.println();
    out.println(photo == null ? "Stated" : "Measured on " + Printable.line(photo.toString()));
    traits
        .values()
        .forEach(
            (trait, m) ->
                out.printf(
                    Locale.ROOT,
                    "  %-28s %-14s %s%s%n",
                    trait.title(),
                    trait.text(m.value()),
                    m.how(),
                    m.isSure() ? "" : "; not used, confidence too low"));
    traits
        .camera()
        .ifPresent(
            camera ->
                out.printf(
                    Locale.ROOT, "  %-28s %s%n", "camera", Printable.line(camera.toString())));
  }

  private PhotoTraits traits(MattingModels models, OpenOptions options) throws IOException {
    PhotoTraits traits =
        photo == null
            ? PhotoTraits.unknown()
            : PhotoSample.traits(photo, models, options, reading.settled());
    if (people != null) {
      require(people >= 0, "--people is " + people + "; it must be at least 0");
      traits = traits.with(PhotoTrait.PEOPLE, people);
    }
    if (share != null) {
      require(share >= 0 && share <= 100, "--share is " + share + "; it must be 0 to 100 percent");
      traits = traits.with(PhotoTrait.SUBJECT_SHARE, share / 100);
    }
    return hair ? traits.with(PhotoTrait.HAIR, 1) : traits;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private MattingCriteria criteria(PhotoTraits traits) throws IOException {
    MattingCriteria.Builder builder =
        MattingCriteria.builder()
            .photo(traits)
            .hardware(machine())
            .today(LocalDate.now(ZoneId.systemDefault()));
    if (photo != null && Files.isDirectory(photo)) {
      builder.folder(PhotoSample.sizes(photo, reading.settled()));
    }
    if (goal != null) {
      builder.goal(Goal.parse(goal));
    }
    if (commercial) {
      builder.commercialUse();
    }
    if (!licences.isEmpty()) {
      builder.licences(licences.toArray(String[]::new));
    }
    if (deadline != null) {
      require(
          deadline <= MAX_MILLIS,
          "--deadline is " + deadline + "; it must be at most " + MAX_MILLIS + " milliseconds");
      builder.deadline(Duration.ofMillis(deadline));
    }
    if (photosPerDay != null) {
      builder.photosPerDay(photosPerDay);
    }
    return (offline ? builder.offlineOnly() : builder).build();
  }

  private Hardware machine() {
    Hardware machine =
        gpu == null
            ? OshiSource.machine()
            : gpu.equalsIgnoreCase("none") ? Hardware.cpuOnly() : Hardware.withGpu(gpu);
    if (cuda12 == null) {
      return machine;
    }
    require(cuda12.matches("yes|no"), "--cuda12 is '" + cuda12 + "'; write yes or no");
    return machine.toBuilder().cuda12InPlace(cuda12.equals("yes")).build();
  }
}
