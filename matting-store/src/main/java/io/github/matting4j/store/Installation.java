package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.ARCHIVE;
import static io.github.matting4j.store.ModelInstallException.Reason.HASH;

import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.store.unpack.ArchiveException;
import io.github.matting4j.store.unpack.ArchiveLimits;
import io.github.matting4j.store.unpack.Unpacker;
import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One installation, whose caller holds the model's lock: fetch, verify, unpack, convert, check,
 * publish. Killed at any moment it leaves the model as it was or new and whole, and a working
 * folder from which the next one continues.
 */
final class Installation {
  private static final String CONVERTED = "converted.tmp";
  private static final String RECORD = "record.tmp";

  private final StoreContext context;
  private final StoreFolder folder;
  private final ModelDescriptor model;
  private final InstallOptions options;
  private final SeenHashes seen;
  private final Acquisition acquisition;
  private final Path work;

  /** A published file whose hash was compared, and the weights in it. */
  private record Verified(
      Acquisition.Acquired file, String sha256, String comparedWith, Weights weights) {}

  Installation(
      StoreContext context, StoreFolder folder, ModelDescriptor model, InstallOptions options) {
    this.context = context;
    this.folder = folder;
    this.model = model;
    this.options = options;
    this.seen = new SeenHashes(folder, context.waiting());
    this.work = folder.work(model.id());
    this.acquisition = new Acquisition(context, model.id(), options, work);
  }

  /** Installs. */
  InstalledModel run(Source source) throws IOException {
    Publication publication = new Publication(folder, model.id());
    publication.refuseForeign();
    Files.createDirectories(work);
    removeLeftovers();
    Verified verified = verified(source);
    step(InstallListener.Step.CONVERT, "");
    Path converted = work.resolve(CONVERTED + extension(verified.weights()));
    WeightsConverter.Conversion conversion;
    List<String> notes;
    try {
      conversion = context.converter().convert(model, verified.weights(), converted);
      step(InstallListener.Step.CHECK, "");
      notes = new ArrayList<>(conversion.warnings());
      notes.addAll(context.check().check(model.id(), converted));
    } catch (ModelInstallException e) {
      StoreFolder.delete(work); // the same file would fail again
      throw e;
    }
    step(InstallListener.Step.PUBLISH, folder.model(model.id()).toString());
    InstalledModel installed = record(verified, conversion, converted, notes);
    Path record = work.resolve(RECORD);
    RecordFile.write(record, installed, size(verified), model.licence(), conversion);
    publication.publish(converted, installed.weights());
    publication.complete(record);
    if (source instanceof Source.Remote) {
      seen.put(
          model.id(),
          verified.file().name(),
          verified.sha256(),
          verified.file().origin(),
          installed.installed());
    }
    StoreFolder.delete(work);
    return installed;
  }

  private void step(InstallListener.Step step, String detail) {
    options.listener().step(model.id(), step, detail);
  }

  /** An engine tells kinds of files by their extension. */
  private static String extension(Weights weights) {
    return weights instanceof Weights.FrozenGraph ? ".pb" : ".onnx";
  }

  /** What a killed installation left, apart from the part that can be continued. */
  private void removeLeftovers() throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(work)) {
      files =
          entries
              .filter(file -> !file.getFileName().toString().startsWith(Acquisition.PART))
              .toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** A file that was fetched in parts and is wrong is fetched once more, as a whole. */
  private Verified verified(Source source) throws IOException {
    Acquisition.Acquired file = acquisition.get(source);
    try {
      return verified(source, file);
    } catch (ModelInstallException e) {
      if (e.reason() != HASH && e.reason() != ARCHIVE) {
        throw e;
      }
      StoreFolder.delete(work);
      if (!file.resumed()) {
        throw e;
      }
      Files.createDirectories(work);
      options.listener().note(model.id() + ": the parts do not fit together; fetching it again");
      return verified(source, acquisition.get(source));
    }
  }

  private Verified verified(Source source, Acquisition.Acquired file) throws IOException {
    step(InstallListener.Step.VERIFY, file.origin());
    String sha256 = Files.isDirectory(file.file()) ? "" : Sha256.of(file.file());
    String comparedWith =
        sha256.isEmpty()
            ? "nothing: a folder"
            : new HashPolicy(model.id(), options, seen).check(source, file, sha256);
    step(InstallListener.Step.UNPACK, "");
    try {
      Weights weights = Unpacker.unpack(file.file(), file.name(), work, ArchiveLimits.STANDARD);
      return new Verified(file, sha256, comparedWith, weights);
    } catch (ArchiveException e) {
      throw new ModelInstallException(
          ARCHIVE,
          model.id()
              + ": "
              + file.origin()
              + " cannot be used: "
              + e.getMessage()
              + "; get it again, or another one",
          e);
    }
  }

  private InstalledModel record(
      Verified verified,
      WeightsConverter.Conversion conversion,
      Path converted,
      List<String> notes) {
    ModelFile file = ModelFile.inspect(converted);
    return new InstalledModel(
        model.id(),
        folder.model(model.id()).resolve(conversion.fileName()),
        file.bytes(),
        file.sha256(),
        verified.file().origin(),
        verified.sha256(),
        verified.comparedWith(),
        context.clock().instant(),
        conversion.maker().map(WeightsConverter.Maker::toString),
        false,
        List.copyOf(notes));
  }

  private static long size(Verified verified) throws IOException {
    Path file = verified.file().file();
    return Files.isDirectory(file) ? 0 : Files.size(file);
  }
}
