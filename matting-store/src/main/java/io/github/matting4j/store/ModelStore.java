package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.DISK;
import static io.github.matting4j.store.ModelInstallException.Reason.HASH;
import static io.github.matting4j.store.ModelInstallException.Reason.LICENCE;
import static io.github.matting4j.store.ModelInstallException.Reason.NOT_INSTALLED;

import io.github.matting4j.MattingModels;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.InstallRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Installs models into a model folder: fetches the file that the authors publish, verifies it,
 * converts it to ONNX, runs the result once, and puts it where the backends look for it. Nothing is
 * fetched unless {@link #install} or {@link #installFrom(String, URI, InstallOptions)} is called.
 *
 * <pre>{@code
 * ModelStore store = ModelStore.standard();
 * store.install("pp-mattingv2-512", InstallOptions.defaults().acceptLicence());
 * try (MattingModel model = MattingModels.open("pp-mattingv2-512")) { ... }
 * }</pre>
 *
 * <p>The models of this library can be installed, and those of every other backend on the class
 * path that states where their weights are.
 *
 * <p>An installation that fails or is killed changes nothing; a download continues where it ended.
 * Thread-safe, also across processes: a model is installed by one at a time, and the others get
 * what it installed.
 */
public final class ModelStore {
  private final StoreFolder folder;
  private final StoreContext context;

  private ModelStore(Path folder, StoreContext context) {
    this.folder = new StoreFolder(folder);
    this.context = context;
  }

  /** The store of {@link OpenOptions#defaultModelFolder}. */
  public static ModelStore standard() {
    return at(OpenOptions.defaultModelFolder());
  }

  /** The store of a model folder, see {@link OpenOptions#modelFolder}; created when needed. */
  public static ModelStore at(Path modelFolder) {
    return at(
        modelFolder,
        StoreContext.standard(StoreContext.models(MattingModels.discovered(), modelFolder)));
  }

  static ModelStore at(Path modelFolder, StoreContext context) {
    return new ModelStore(Objects.requireNonNull(modelFolder), context);
  }

  /** The models that can be installed: those with a known address. */
  public List<ModelDescriptor> installable() {
    return context.models().stream().filter(model -> !model.downloads().isEmpty()).toList();
  }

  /**
   * Installs a model from its official address, or a mirror of it. If it is installed already, that
   * is returned and nothing is fetched, unless {@link InstallOptions#acceptNew} is set. One that is
   * {@linkplain InstalledModel#outdated outdated} is converted again, of the file on this machine
   * that it was made of or by fetching that again; if neither can be had, it stays.
   *
   * @throws ModelInstallException if it cannot be installed
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if there is no such model, or it needs no installation
   */
  public InstalledModel install(String id, InstallOptions options) throws IOException {
    ModelDescriptor model = model(id);
    return install(model, Source.official(model, options.mirror()), options);
  }

  /**
   * Installs a model from a file: an archive of the authors, an ONNX file, a frozen graph, a Paddle
   * program with its parameters beside it, or the folder of these. The file stays as it is.
   *
   * @throws ModelInstallException if it cannot be installed
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if there is no such model
   */
  public InstalledModel installFrom(String id, Path file, InstallOptions options)
      throws IOException {
    ModelDescriptor model = model(id);
    return install(model, Source.of(model, file), options);
  }

  /**
   * Installs a model from an address: https, or http on this machine.
   *
   * @throws ModelInstallException if it cannot be installed
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if there is no such model
   */
  public InstalledModel installFrom(String id, URI address, InstallOptions options)
      throws IOException {
    ModelDescriptor model = model(id);
    return install(model, Source.of(model, address), options);
  }

  private InstalledModel install(ModelDescriptor model, Source source, InstallOptions options)
      throws IOException {
    folder.create("model folder");
    requireLicence(model, options);
    try (StoreLock lock = lock(model.id(), options.listener())) {
      Optional<InstalledModel> existing = installed(model.id());
      if (existing.isPresent() && isWanted(existing.get(), source, options)) {
        return existing.get().outdated()
            ? new Renewal(context, folder, model, options).run(existing.get(), source)
            : existing.get();
      }
      return new Installation(context, folder, model, options).run(source);
    } catch (ModelInstallException e) {
      throw e;
    } catch (IOException e) { // the servers' failures are told apart before
      throw new ModelInstallException(
          DISK,
          model.id()
              + ": cannot read or write a file ("
              + e.getMessage()
              + "); check permissions and free space in "
              + folder.root(),
          e);
    }
  }

  /** Whether what is installed is what was asked for. */
  private static boolean isWanted(InstalledModel existing, Source source, InstallOptions options)
      throws IOException {
    if (options.isNewAccepted()
        || options.sha256().filter(hash -> !hash.equals(existing.sourceSha256())).isPresent()) {
      return false;
    }
    if (source instanceof Source.Local local) {
      return Files.isRegularFile(local.path())
          && Sha256.of(local.path()).equals(existing.sourceSha256());
    }
    Source.Remote remote = (Source.Remote) source;
    return remote.stated().filter(download -> !download.alternative()).isPresent()
        || remote.addresses().stream().map(URI::toString).anyMatch(existing.source()::equals);
  }

  private StoreLock lock(String name, InstallListener listener) throws IOException {
    return StoreLock.acquire(folder, name, context.waiting(), listener);
  }

  /** The terms of a model's weights, if they have to be agreed to before it can be installed. */
  public Optional<Licence> licenceToAccept(String id) throws IOException {
    Licence licence = model(id).licence();
    return new Agreements(folder.licences()).has(licence) ? Optional.empty() : Optional.of(licence);
  }

  private void requireLicence(ModelDescriptor model, InstallOptions options) throws IOException {
    Agreements agreements = new Agreements(folder.licences());
    if (agreements.has(model.licence())) {
      return;
    }
    if (!options.isLicenceAccepted()) {
      throw new ModelInstallException(
          LICENCE,
          model.id()
              + ": the licence of its weights has not been agreed to ("
              + model.licence().name()
              + ", "
              + model.licence().url()
              + "); read it, then agree with InstallOptions.acceptLicence");
    }
    try (StoreLock lock = lock("licences", options.listener())) {
      agreements.add(model.licence(), model.id(), context.clock().instant());
    }
  }

  /**
   * What is installed of a model, by its record; empty if nothing is, or weights that the user put
   * there. Looks at sizes, not at hashes.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public Optional<InstalledModel> find(String id) {
    model(id);
    try {
      return installed(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<InstalledModel> installed(String id) throws IOException {
    Path file = folder.record(id);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    InstalledModel installed;
    try {
      installed = RecordFile.read(file, context.converter());
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      return Optional.empty(); // damaged: to be installed again
    }
    return Files.isRegularFile(installed.weights())
            && Files.size(installed.weights()) == installed.bytes()
        ? Optional.of(installed)
        : Optional.empty();
  }

  /**
   * Whether there is a record of an installation, be it damaged.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public boolean hasRecord(String id) {
    return Files.exists(folder.record(model(id).id()));
  }

  /** Every model that is installed, by its record, in the order of the catalogue. */
  public List<InstalledModel> list() {
    List<InstalledModel> all = new ArrayList<>();
    for (ModelDescriptor model : context.models()) {
      find(model.id()).ifPresent(all::add);
    }
    return all;
  }

  /**
   * Reads the weights of an installed model and compares them with their record.
   *
   * @throws ModelInstallException if it is not installed, or differs
   */
  public InstalledModel verify(String id) throws IOException {
    model(id);
    Path file = folder.record(id);
    if (!Files.exists(file)) {
      throw notInstalled(id);
    }
    InstallRecord record = readRecord(id, file);
    Path weights = file.resolveSibling(record.file());
    Optional<String> fault =
        Files.isRegularFile(weights)
            ? record.fault(Files.size(weights), Sha256.of(weights))
            : Optional.of("it is missing");
    if (fault.isPresent()) {
      throw new ModelInstallException(
          HASH, id + ": " + weights + ": " + fault.get() + "; " + record.remedy());
    }
    return RecordFile.read(file, context.converter());
  }

  private static InstallRecord readRecord(String id, Path file) throws IOException {
    try {
      return InstallRecord.read(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new ModelInstallException(
          HASH, id + ": " + file + " is damaged (" + e.getMessage() + "); install it again", e);
    }
  }

  private ModelInstallException notInstalled(String id) {
    Optional<Path> own =
        model(id).fileNames().stream()
            .map(folder.root()::resolve)
            .filter(Files::isRegularFile)
            .findFirst();
    return new ModelInstallException(
        NOT_INSTALLED,
        own.map(
                file ->
                    id
                        + ": "
                        + file
                        + " was put there by hand, not installed; there is no"
                        + " record to compare it with")
            .orElse(id + " is not installed in " + folder.root() + "; nothing to do"));
  }

  /**
   * Removes an installed model, and what an installation that was not completed has left. Weights
   * that the user put there stay, and so do the agreement to the licence and the hash that was
   * seen.
   *
   * @throws ModelInstallException if it is not installed
   */
  public void remove(String id) throws IOException {
    model(id);
    if (!isOwn(id) && !Files.isDirectory(folder.work(id))) {
      throw notInstalled(id);
    }
    folder.create("model folder"); // the lock's
    try (StoreLock lock = lock(id, InstallListener.NONE)) {
      if (isOwn(id)) {
        Files.deleteIfExists(folder.model(id).resolve(StandardConverter.ONNX));
        Files.deleteIfExists(folder.model(id).resolve(StandardConverter.FROZEN_GRAPH));
        Files.deleteIfExists(folder.record(id));
        removeIfEmpty(folder.model(id));
        Files.deleteIfExists(folder.mark(id));
      }
      StoreFolder.delete(folder.work(id));
    }
  }

  /** Whether the weights, if there are any, were put there by an installation, be it killed. */
  private boolean isOwn(String id) {
    return Files.exists(folder.record(id)) || Files.exists(folder.mark(id));
  }

  private static void removeIfEmpty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      if (entries.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(directory);
  }

  private ModelDescriptor model(String id) {
    return context.models().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '"
                        + id
                        + "'; known models: "
                        + String.join(
                            ", ", context.models().stream().map(ModelDescriptor::id).toList())));
  }
}
