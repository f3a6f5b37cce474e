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
import java.util.Optional;

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
    members.put("licence", members(licence));
    conversion.maker().ifPresent(maker -> members.put("converter", members(maker)));
    members.put("changes", conversion.changes());
    members.put("notes", installed.notes());
    JsonFile.write(file, members);
  }

  private static Map<String, Object> members(Licence licence) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", licence.name());
    members.put("url", licence.url());
    members.put("attribution", licence.attribution());
    members.put("commercialUse", licence.commercialUse().name());
    return members;
  }

  private static Map<String, Object> members(WeightsConverter.Maker maker) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", maker.name());
    members.put("version", maker.version());
    return members;
  }

  /**
   * Reads one.
   *
   * @param converter tells whether what made the weights is outdated
   * @throws IOException if it cannot be understood
   */
  static InstalledModel read(Path file, WeightsConverter converter) throws IOException {
    InstallRecord record = InstallRecord.read(file);
    Map<String, Object> members = JsonFile.read(file);
    Map<?, ?> source = members.get("source") instanceof Map<?, ?> map ? map : Map.of();
    Optional<WeightsConverter.Maker> maker = maker(members);
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
        maker.map(WeightsConverter.Maker::toString),
        maker.filter(converter::isOutdated).isPresent(),
        notes.stream().map(String::valueOf).toList());
  }

  private static Optional<WeightsConverter.Maker> maker(Map<String, Object> members) {
    return members.get("converter") instanceof Map<?, ?> converter
            && converter.get("version") instanceof Double version
        ? Optional.of(new WeightsConverter.Maker(text(converter, "name"), version.intValue()))
        : Optional.empty();
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
