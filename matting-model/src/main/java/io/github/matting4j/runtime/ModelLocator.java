package io.github.matting4j.runtime;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.figures.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the weights of a model: the file that the options name, or the first of the descriptor's
 * file names that exists in the model folder.
 */
public final class ModelLocator {
  private ModelLocator() {}

  /** The weights' file, if there is one. A file named by the options is not required to exist. */
  public static Optional<Path> find(ModelDescriptor descriptor, OpenOptions options) {
    if (options.modelFile().isPresent()) {
      return options.modelFile();
    }
    return descriptor.fileNames().stream()
        .map(options.modelFolder()::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whether the weights are here; looks at files only. */
  public static Availability probe(ModelDescriptor descriptor, OpenOptions options) {
    Optional<Path> found = find(descriptor, options);
    if (found.isEmpty()) {
      return new Availability.Missing("no weights in " + options.modelFolder(), remedy(descriptor));
    }
    Path file = found.get();
    try {
      if (Files.isRegularFile(file) && Files.size(file) > 0) {
        return probe(file, Files.size(file), descriptor);
      }
    } catch (IOException e) {
      return new Availability.Broken(file + " cannot be read: " + e, "check its permissions");
    }
    return Files.exists(file)
        ? new Availability.Broken(file + " is empty or no file", "fetch it again")
        : new Availability.Missing("no file " + file, "check the path");
  }

  /** Ready, unless an installation recorded another size. */
  private static Availability probe(Path file, long bytes, ModelDescriptor descriptor) {
    try {
      Optional<InstallRecord> record = InstallRecord.beside(file);
      return record
          .flatMap(r -> r.fault(bytes))
          .<Availability>map(
              fault -> new Availability.Broken(file + ": " + fault, record.get().remedy()))
          .orElseGet(() -> new Availability.Ready(file.toString(), engine(file, descriptor)));
    } catch (ModelLoadException e) {
      return new Availability.Broken(String.valueOf(e.getMessage()), "install the model again");
    }
  }

  /** What will run the file; empty if the model has an engine of its own. */
  private static Optional<Engine> engine(Path file, ModelDescriptor descriptor) {
    return Optional.of(Engine.ofFile(file.toString())).filter(descriptor.engines()::contains);
  }

  private static String remedy(ModelDescriptor descriptor) {
    List<String> names = descriptor.fileNames();
    return (descriptor.downloads().isEmpty()
            ? "take it from " + descriptor.source() + " and put it there as "
            : "run 'matting models install " + descriptor.id() + "', or put a file there as ")
        + names.get(0)
        + ", or name the file itself";
  }
}
