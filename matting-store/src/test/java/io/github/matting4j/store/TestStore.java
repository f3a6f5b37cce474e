package io.github.matting4j.store;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.Fetcher;
import io.github.matting4j.store.fetch.Waiting;
import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/** A store whose converter joins program and parameters, and whose models are three made up. */
final class TestStore {
  static final Instant NOW = Instant.parse("2026-11-28T05:00:00Z");

  private static final String CATALOGUE =
      """
      citation authors = 2026-11-28 | the authors
      licence free = MIT | https://example.org/mit | us | allowed
      licence unclear = none | https://example.org/none | them | unknown

      model free-net
        family test
        licence free
        file free-net.onnx
        file free-net/model.onnx
        download authors: zip https://models.example/deploy/free.zip
        alternative authors: onnx https://other.example/free.onnx
      model pinned-net
        family test
        licence unclear
        file pinned-net.onnx
        file pinned-net/model.onnx
        download authors: zip https://models.example/deploy/pinned.zip, bytes %d, sha256 %s
      model twin-net
        family test
        licence unclear
        file twin-net.pb
        file twin-net/tf_graph.pb
        download authors: frozen-graph https://hub.example/api/repo?F=g.pb, name twin-net.pb
      model built-in
        family test
        licence free
        source the jar
      """;

  static final byte[] FREE = Archives.zip(Archives.official("free", "program", "parameters"));
  static final byte[] PINNED = Archives.zip(Archives.official("pinned", "other", "numbers"));

  private TestStore() {}

  static List<ModelDescriptor> models() {
    return ModelCatalogue.parse(
            "test",
            CATALOGUE.formatted(
                PINNED.length, io.github.matting4j.runtime.ModelFile.sha256(PINNED)))
        .models();
  }

  /** Counts what it converts. */
  static final class JoiningConverter implements WeightsConverter {
    int conversions;
    int version = 1;

    @Override
    public Conversion convert(ModelDescriptor model, Weights weights, Path target)
        throws IOException {
      conversions++;
      if (!(weights instanceof Weights.Paddle paddle)) {
        return new StandardConverter().convert(model, weights, target);
      }
      String program = Files.readString(paddle.program());
      if (program.contains("strange")) {
        throw new ModelInstallException(
            ModelInstallException.Reason.OPERATOR, model.id() + ": unknown operators: strange (2)");
      }
      String made = program + "+" + Files.readString(paddle.parameters());
      Files.writeString(target, version == 1 ? made : made + " again");
      return new Conversion(
          "model.onnx",
          Optional.of(new Maker("joiner", version)),
          "paddle 2.4.2",
          List.of("joined"),
          List.of());
    }

    @Override
    public boolean isOutdated(Maker maker) {
      return maker.version() < version;
    }
  }

  static StoreContext context(WeightsConverter converter) {
    return context(new FakeTime(), folder -> Long.MAX_VALUE, converter, (id, file) -> List.of());
  }

  static StoreContext context(WeightsConverter converter, List<ModelDescriptor> models) {
    return context(
        models, new FakeTime(), folder -> Long.MAX_VALUE, converter, (id, file) -> List.of());
  }

  static StoreContext context(
      Waiting waiting, StoreContext.Disk disk, WeightsConverter converter, ModelCheck check) {
    return context(models(), waiting, disk, converter, check);
  }

  private static StoreContext context(
      List<ModelDescriptor> models,
      Waiting waiting,
      StoreContext.Disk disk,
      WeightsConverter converter,
      ModelCheck check) {
    return new StoreContext(
        models,
        Clock.fixed(NOW, ZoneOffset.UTC),
        waiting,
        timeouts -> new Fetcher(timeouts, waiting, new Properties(), Map.of()),
        disk,
        converter,
        check);
  }

  /** Keeps everything that is reported. */
  static final class Recorder implements InstallListener {
    final List<String> reports = new ArrayList<>();

    @Override
    public void step(String model, Step step, String detail) {
      reports.add(step.name());
    }

    @Override
    public void progress(long bytes, OptionalLong total) {
      if (!reports.get(reports.size() - 1).equals("progress")) {
        reports.add("progress");
      }
    }

    @Override
    public void note(String sentence) {
      reports.add(sentence);
    }
  }
}
