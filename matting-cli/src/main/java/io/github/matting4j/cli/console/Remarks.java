package io.github.matting4j.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to say of a result, in the same words and JSON fields in every command.
 *
 * @param flags why the matte should be looked at
 * @param notes on what was made of the matte
 * @param warnings of the model
 */
public record Remarks(Set<QualityFlag> flags, List<String> notes, List<String> warnings) {

  public static Remarks of(Set<QualityFlag> flags, List<String> notes, RunReport report) {
    return new Remarks(flags, List.copyOf(notes), report.warnings());
  }

  public static Remarks of(PhotoOutcome outcome) {
    return new Remarks(
        outcome.flags(),
        outcome.notes(),
        outcome.report().map(RunReport::warnings).orElse(List.of()));
  }

  /** The end of the line that says a photo is done; empty if there is nothing to look at. */
  public String toLookAt() {
    return flags.isEmpty()
        ? ""
        : flags.stream().map(QualityFlag::name).collect(Collectors.joining(", ", ", check: ", ""));
  }

  /** Writes {@code flags}, {@code notes} and {@code warnings}, which are always there. */
  public void write(JsonGenerator json) throws IOException {
    write(json, "flags", flags.stream().map(QualityFlag::name).toList());
    write(json, "notes", notes);
    write(json, "warnings", warnings);
  }

  private static void write(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
