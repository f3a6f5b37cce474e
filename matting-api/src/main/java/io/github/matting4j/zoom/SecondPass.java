package io.github.matting4j.zoom;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.StageClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One photo's crops, and what their mattes make of the first. Not thread-safe. */
final class SecondPass {
  private final ArgbImage photo;
  private final MattingResult first;
  private final List<Crop> crops;
  private final Set<String> warnings;
  private float @Nullable [] alphas;
  private int runs;
  private int joined;
  private RunReport.Timings times = RunReport.Timings.NONE;
  private RunReport.NetworkInput input;

  SecondPass(ArgbImage photo, MattingResult first) {
    StageClock clock = new StageClock();
    this.photo = photo;
    this.first = first;
    this.crops = CropPlan.of(photo, first);
    this.warnings = new LinkedHashSet<>(first.report().warnings());
    this.input = first.report().input();
    addTime(clock.lap(), Duration.ZERO);
  }

  private void addTime(Duration prepare, Duration finish) {
    times = times.plus(new RunReport.Timings(prepare, Duration.ZERO, finish));
  }

  List<Crop> crops() {
    return crops;
  }

  Duration firstTime() {
    return first.report().total();
  }

  ArgbImage crop(Crop crop) {
    StageClock clock = new StageClock();
    ArgbImage cropped = crop.of(photo);
    addTime(clock.lap(), Duration.ZERO);
    return cropped;
  }

  void warn(String reason) {
    warnings.add(
        "the second pass over small people was not completed ("
            + reason
            + "); what was not zoomed is the matte of the first pass");
  }

  /** Joins the result of a crop, unless the first matte is better there. */
  void add(Crop crop, MattingResult result) {
    StageClock clock = new StageClock();
    runs++;
    warnings.addAll(result.report().warnings());
    times = times.plus(result.report().timings());
    CropMatte matte = new CropMatte(crop, result.matte());
    if (matte.replaces(first.matte())) {
      if (alphas == null) {
        alphas = first.matte().toArray();
      }
      matte.join(alphas, photo.width(), photo.height());
      see(crop, result.report());
      joined++;
    }
    addTime(Duration.ZERO, clock.lap());
  }

  /** Brings the size at which the network saw the photo to the smallest scale of the crops. */
  private void see(Crop crop, RunReport report) {
    int width = (int) Math.round((double) report.networkWidth() * photo.width() / crop.width());
    int height = (int) Math.round((double) report.networkHeight() * photo.height() / crop.height());
    if (joined == 0 || (long) width * height < (long) input.width() * input.height()) {
      input = new RunReport.NetworkInput(width, height, input.enlargement());
    }
  }

  MattingResult result(ModelIdentity identity) {
    RunReport report = first.report();
    return new MattingResult(
        alphas == null ? first.matte() : AlphaMatte.adopt(photo.width(), photo.height(), alphas),
        new RunReport(
            identity,
            report.device(),
            report.threads(),
            input,
            report.timings().plus(times),
            List.copyOf(warnings),
            Optional.of(new RunReport.Zoom(runs, joined, times.total()))));
  }
}
