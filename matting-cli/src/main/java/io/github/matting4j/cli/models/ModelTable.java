package io.github.matting4j.cli.models;

import io.github.matting4j.ModelStatus;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Models in columns: id, whether it is ready, size, what it is for. Stateless. */
final class ModelTable {
  static final int MIN_COLUMNS = 80;
  static final int MAX_COLUMNS = 100;
  private static final int MIN_ID = 19;
  private static final int MAX_ID = 26;

  /** Columns between the id and the purpose. */
  private static final int STATE_AND_SIZE = 17;

  private ModelTable() {}

  /** The lines of the table, none longer than the terminal, which counts as 80 to 100 wide. */
  static List<String> lines(List<ModelStatus> models, int terminalColumns) {
    int columns = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, terminalColumns));
    int longest = models.stream().mapToInt(model -> model.id().length()).max().orElse(0);
    int width = Math.max(MIN_ID, Math.min(MAX_ID, longest));
    List<String> lines = new ArrayList<>();
    lines.add(row(width, "id", "state", "size", "what for"));
    for (ModelStatus model : models) {
      String id = model.id();
      if (id.length() > width) {
        lines.add(id);
        id = "";
      }
      List<String> purpose = wrapped(purpose(model), columns - width - STATE_AND_SIZE);
      lines.add(
          row(
              width,
              id,
              ModelStates.word(model.availability()),
              model.descriptor().map(known -> size(known, model.availability())).orElse(""),
              purpose.get(0)));
      purpose.stream().skip(1).forEach(more -> lines.add(row(width, "", "", "", more)));
    }
    return lines;
  }

  private static String row(int width, String id, String state, String size, String purpose) {
    return String.format(Locale.ROOT, "%-" + width + "s %-6s %7s  %s", id, state, size, purpose)
        .stripTrailing();
  }

  private static String purpose(ModelStatus model) {
    return Printable.line(
        model
            .descriptor()
            .map(
                described ->
                    described.summary().isBlank() ? described.title() : described.summary())
            .orElseGet(() -> ModelStates.fault(model.availability())));
  }

  /** The size of its file, rounded up to whole megabytes: a stated one, else that of the file. */
  static String size(ModelDescriptor model, Availability availability) {
    for (Engine engine : model.engines()) {
      OptionalDouble megabytes = model.value(Quantity.FILE, engine);
      if (megabytes.isPresent()) {
        return (long) Math.ceil(megabytes.getAsDouble()) + " MB";
      }
    }
    return model.downloads().stream()
        .flatMapToLong(download -> download.expectedBytes().stream())
        .mapToObj(ModelTable::megabytes)
        .findFirst()
        .or(() -> fileSize(availability))
        .orElse("?");
  }

  private static Optional<String> fileSize(Availability availability) {
    if (availability instanceof Availability.Ready ready) {
      long bytes = LocalPath.existing(ready.where()).map(file -> file.toFile().length()).orElse(0L);
      return bytes > 0 ? Optional.of(megabytes(bytes)) : Optional.empty();
    }
    return Optional.empty();
  }

  private static String megabytes(long bytes) {
    return (bytes + 999_999) / 1_000_000 + " MB";
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
