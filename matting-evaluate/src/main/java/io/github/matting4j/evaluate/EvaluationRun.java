package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.ModelFacts;
import io.github.matting4j.evaluate.measure.Outcome;
import io.github.matting4j.evaluate.measure.PhotoComparison;
import io.github.matting4j.evaluate.measure.Pictures;
import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.evaluate.report.Html;
import io.github.matting4j.evaluate.report.WholeFile;
import io.github.matting4j.image.AlphaMatte;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Carries out an evaluation: each model on all photos, one model after the other; then, photo by
 * photo, figures and pictures. Holds the pictures of one photo at a time. Not thread-safe.
 */
public final class EvaluationRun {
  private final EvaluationPlan plan;
  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param progress receives a line for each step
   */
  public EvaluationRun(EvaluationPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs the models and writes {@code evaluation.csv}, {@code evaluation.json}, {@code report.html}
   * and {@code mattes/MODEL/NAME.png} into the plan's folder, which is made if need be. A photo or
   * a model that fails becomes rows with an error.
   *
   * @throws IOException if a result cannot be written
   */
  public Evaluation run() throws IOException {
    Files.createDirectories(plan.folder());
    List<List<Outcome>> outcomes = new ArrayList<>();
    Map<String, ModelFacts> facts = new HashMap<>();
    for (String id : plan.modelIds()) {
      ModelTrial trial = new ModelTrial(plan, id, progress);
      outcomes.add(trial.run());
      facts.put(id, trial.facts());
    }
    Path sections = Files.createTempFile(plan.folder(), ".photos", ".html");
    try {
      try (Writer writer = Files.newBufferedWriter(sections)) {
        for (int i = 0; i < plan.photos().samples().size(); i++) {
          compare(i, outcomes, writer);
        }
      }
      Evaluation evaluation = new Evaluation(plan, rows, facts);
      WholeFile.write(file("evaluation.csv"), out -> CsvReport.write(evaluation, out));
      WholeFile.write(file("evaluation.json"), out -> JsonReport.write(evaluation, out));
      WholeFile.write(file("report.html"), out -> new HtmlReport(evaluation).write(sections, out));
      return evaluation;
    } finally {
      Files.deleteIfExists(sections);
    }
  }

  private Path file(String name) {
    return plan.folder().resolve(name);
  }

  private void compare(int index, List<List<Outcome>> outcomes, Writer sections)
      throws IOException {
    Sample sample = plan.photos().samples().get(index);
    List<Outcome> own = outcomes.stream().map(ofModel -> ofModel.get(index)).toList();
    progress.accept("comparing " + sample.name());
    StringBuilder part = new StringBuilder();
    List<Row> ofPhoto = new ArrayList<>();
    try {
      shown(sample, own, ofPhoto, new PhotoSection(new Html(part), index, sample));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      String error = plan.failures().text(e);
      progress.accept(sample.name() + ": " + error);
      part.setLength(0);
      ofPhoto.clear();
      for (int i = 0; i < own.size(); i++) {
        ofPhoto.add(failed(sample, i, Outcome.failed(own.get(i).error().orElse(error))));
      }
      new PhotoSection(new Html(part), index, sample).failed(ofPhoto);
    }
    sections.append(part);
    rows.addAll(ofPhoto);
  }

  private void shown(Sample sample, List<Outcome> own, List<Row> ofPhoto, PhotoSection section)
      throws IOException {
    List<String> models = new ArrayList<>();
    List<AlphaMatte> mattes = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).matte().isPresent()) {
        models.add(plan.modelIds().get(i));
        mattes.add(Pictures.matte(own.get(i).matte().get()));
      }
    }
    if (mattes.isEmpty()) {
      for (int i = 0; i < own.size(); i++) {
        ofPhoto.add(failed(sample, i, own.get(i)));
      }
      section.failed(ofPhoto);
      return;
    }
    PhotoComparison comparison =
        new PhotoComparison(Pictures.read(sample, plan.maxSide(), plan.reading()), models, mattes);
    for (int i = 0; i < own.size(); i++) {
      int model = models.indexOf(plan.modelIds().get(i));
      ofPhoto.add(
          model < 0 ? failed(sample, i, own.get(i)) : row(sample, comparison, model, own.get(i)));
    }
    section.shown(comparison, ofPhoto);
  }

  private Row failed(Sample sample, int model, Outcome outcome) {
    return Row.failed(
        sample.name(), plan.modelIds().get(model), outcome.error().orElse("no matte"));
  }

  private static Row row(Sample sample, PhotoComparison comparison, int model, Outcome outcome) {
    return new Row(
        sample.name(),
        comparison.models().get(model),
        comparison.pictures().photo().width(),
        comparison.pictures().photo().height(),
        outcome.measured(),
        comparison.scores(model),
        comparison.disagreement(model),
        outcome.error());
  }
}
