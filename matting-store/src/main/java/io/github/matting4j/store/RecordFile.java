package io.github.matting4j.store;

import io.github.matting4j.model.Licence;
import io.github.matting4j.runtime.InstallRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code install.json} of a model. Stateless. */
final class RecordFile {
  private RecordFile() {}

  static void write(
      Path file,
      InstalledModel installed,
      long sourceBytes,
      Licence licence,
      WeightsConverter.Conversion conversion)
      throws IOException {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("address", installed.source());
    source.put("bytes", sourceBytes);
    source.put("sha256", installed.sourceSha256());
    source.put("comparedWith", installed.hashOrigin());
    source.put("producer", conversion.producer());
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("model", installed.id());
    members.put("file", String.valueOf(installed.weights().getFileName()));
    members.put("bytes", installed.bytes());
    members.put("sha256", installed.sha256());
    members.put("installed", installed.installed().toString());
    members.put("source", source);
    members.put(
        "licence",
        Map.of(
            "name", licence.name(),
            "url", licence.url(),
            "attribution", licence.attribution(),
            "commercialUse", licence.commercialUse().name()));
    members.put("converter", conversion.converter());
    members.put("changes", conversion.changes());
    members.put("notes", installed.notes());
    JsonFile.write(file, members);
  }

  /**
   * Reads one.
   *
   * @throws IOException if it cannot be understood
   */
  static InstalledModel read(Path file) throws IOException {
    InstallRecord record = InstallRecord.read(file);
    Map<String, Object> members = JsonFile.read(file);
    Map<?, ?> source = members.get("source") instanceof Map<?, ?> map ? map : Map.of();
    List<?> notes = members.get("notes") instanceof List<?> list ? list : List.of();
    return new InstalledModel(
        record.model(),
        file.resolveSibling(record.file()),
        record.bytes(),
        record.sha256(),
        text(source, "address"),
        text(source, "sha256"),
        text(source, "comparedWith"),
        date(members),
        notes.stream().map(String::valueOf).toList());
  }

  private static String text(Map<?, ?> members, String key) {
    return members.get(key) instanceof String text ? text : "";
  }

  private static Instant date(Map<?, ?> members) {
    try {
      return Instant.parse(text(members, "installed"));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
