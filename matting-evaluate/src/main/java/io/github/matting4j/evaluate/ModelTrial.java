package io.github.matting4j.evaluate;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.evaluate.measure.MemoryGrowth;
import io.github.matting4j.evaluate.measure.ModelFacts;
import io.github.matting4j.evaluate.measure.Numbers;
import io.github.matting4j.evaluate.measure.Outcome;
import io.github.matting4j.evaluate.measure.Pictures;
import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.QualityFlag;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Runs one model on every photo of the set, alone in the process, and keeps the mattes as files.
 * Not thread-safe.
 */
final class ModelTrial {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final EvaluationPlan plan;
  private final String id;
  private final Consumer<String> progress;
  private final MemoryGrowth memory = MemoryGrowth.ofThisProcess();
  private ModelFacts facts = ModelFacts.UNKNOWN;
  private boolean warm;

  ModelTrial(EvaluationPlan plan, String id, Consumer<String> progress) {
    this.plan = plan;
    this.id = id;
    this.progress = progress;
  }

  /** What is known about the model after {@link #run}; less if it could not be opened. */
  ModelFacts facts() {
    return facts;
  }

  /** One outcome per photo, in the set's order; a model that cannot be opened fails on each. */
  List<Outcome> run() {
    List<Outcome> outcomes = new ArrayList<>();
    OptionalLong fileBytes = plan.models().fileBytes(id);
    facts = new ModelFacts(Optional.empty(), Optional.empty(), fileBytes);
    memory.start();
    try (MattingModel model = plan.models().open(id)) {
      facts = ModelFacts.of(model.descriptor(), fileBytes);
      Path folder = Files.createDirectories(plan.folder().resolve("mattes").resolve(id));
      for (Sample sample : plan.photos().samples()) {
        progress.accept(
            id
                + "  "
                + (outcomes.size() + 1)
                + " of "
                + plan.photos().samples().size()
                + "  "
                + sample.name());
        outcomes.add(outcome(model, sample, folder));
      }
    } catch (RuntimeException | IOException | OutOfMemoryError e) {
      progress.accept(id + ": " + plan.failures().text(e));
      while (outcomes.size() < plan.photos().samples().size()) {
        outcomes.add(Outcome.failed(plan.failures().text(e)));
      }
    }
    return outcomes;
  }

  private Outcome outcome(MattingModel model, Sample sample, Path folder) {
    try {
      Pictures pictures = Pictures.read(sample, plan.maxSide(), plan.reading());
      if (!warm) {
        model.run(pictures.photo());
        warm = true;
      }
      return measured(model, pictures.photo(), folder.resolve(sample.stem() + ".png"));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      String error = plan.failures().text(e);
      progress.accept(id + "  " + sample.name() + ": " + error);
      return Outcome.failed(error);
    }
  }

  private Outcome measured(MattingModel model, ArgbImage photo, Path file) throws IOException {
    double[] wall = new double[plan.repeats()];
    double[] cpu = new double[wall.length];
    memory.restartPeak();
    MattingResult result = null;
    AlphaMatte matte = null;
    for (int i = 0; i < wall.length; i++) {
      long wallStart = System.nanoTime();
      long cpuStart = SYSTEM.getProcessCpuTime();
      result = model.run(photo);
      matte = plan.refiner().of(result.report()).refine(photo, result.matte());
      wall[i] = (System.nanoTime() - wallStart) / 1e6;
      cpu[i] = (SYSTEM.getProcessCpuTime() - cpuStart) / 1e6;
    }
    if (result == null || matte == null) {
      throw new IllegalStateException("no run was asked for");
    }
    OptionalLong grown = memory.growth();
    ImageFiles.writeAlpha8(matte, file);
    return Outcome.done(
        new Measured(
            result.report(),
            Numbers.median(wall),
            Numbers.median(cpu),
            grown,
            QualityFlag.of(photo, matte)),
        file);
  }
}
