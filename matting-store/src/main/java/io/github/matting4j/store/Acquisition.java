package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.DISK;
import static io.github.matting4j.store.ModelInstallException.Reason.HASH;
import static io.github.matting4j.store.ModelInstallException.Reason.NETWORK;

import io.github.matting4j.model.source.Download;
import io.github.matting4j.store.fetch.Addresses;
import io.github.matting4j.store.fetch.FetchException;
import io.github.matting4j.store.fetch.FetchListener;
import io.github.matting4j.store.fetch.FetchRequest;
import io.github.matting4j.store.fetch.FetchTimeouts;
import io.github.matting4j.store.fetch.Fetched;
import io.github.matting4j.text.Quantities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Gets the published file of one installation to this machine. For one thread. */
final class Acquisition {
  static final String PART = "archive.part";

  private final StoreContext context;
  private final String model;
  private final InstallOptions options;
  private final Path work;

  /**
   * A published file on this machine.
   *
   * @param file where it is
   * @param name its own name
   * @param origin where it came from
   * @param resumed whether it was fetched in parts
   */
  record Acquired(Path file, String name, String origin, boolean resumed) {}

  Acquisition(StoreContext context, String model, InstallOptions options, Path work) {
    this.context = context;
    this.model = model;
    this.options = options;
    this.work = work;
  }

  Acquired get(Source source) throws IOException {
    if (source instanceof Source.Local local) {
      return ofFile(local);
    }
    Source.Remote remote = (Source.Remote) source;
    String shown = Addresses.shown(remote.addresses().get(0));
    if (options.isOffline()) {
      throw new ModelInstallException(
          NETWORK,
          model
              + ": "
              + shown
              + " was not fetched, because no connection is allowed; fetch it on another machine"
              + " and install from that file");
    }
    options.listener().step(model, InstallListener.Step.DOWNLOAD, shown);
    try {
      Fetched fetched =
          context.fetchers().apply(timeouts()).fetch(request(remote), part(), listener(remote));
      return new Acquired(part(), remote.name(), fetched.address().toString(), fetched.resumed());
    } catch (FetchException.WrongSize e) {
      discard();
      throw new ModelInstallException(
          HASH,
          model
              + ": "
              + e.getMessage()
              + "; if the new file is trusted, install it with InstallOptions.acceptNew",
          e);
    } catch (FetchException.InvalidAddress e) {
      throw new ModelInstallException(
          NETWORK,
          model + ": " + e.getMessage() + "; name another address, or install from a file",
          e);
    } catch (FetchException e) {
      throw new ModelInstallException(
          NETWORK,
          model
              + ": "
              + e.getMessage()
              + "; run it again to continue, try a mirror, or install from a file",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelInstallException(NETWORK, model + ": the download was interrupted", e);
    }
  }

  /** Deletes the partial file. */
  void discard() throws IOException {
    Files.deleteIfExists(part());
    Files.deleteIfExists(work.resolve(PART + ".json"));
  }

  private Path part() {
    return work.resolve(PART);
  }

  private Acquired ofFile(Source.Local local) throws IOException {
    if (!Files.exists(local.path())) {
      throw new ModelInstallException(
          DISK, model + ": there is no file " + local.path() + "; check the path");
    }
    if (Files.isRegularFile(local.path())) {
      requireSpace(Files.size(local.path()), 0, local.name());
    }
    return new Acquired(
        local.path(), local.name(), local.path().toAbsolutePath().normalize().toString(), false);
  }

  private FetchTimeouts timeouts() {
    FetchTimeouts standard = FetchTimeouts.STANDARD;
    return options
        .timeout()
        .map(total -> new FetchTimeouts(standard.connect(), standard.idle(), total))
        .orElse(standard);
  }

  private FetchRequest request(Source.Remote remote) {
    boolean enforced = options.sha256().isEmpty() && !options.isNewAccepted();
    OptionalLong bytes =
        enforced
            ? remote.stated().map(Download::bytes).orElse(OptionalLong.empty())
            : OptionalLong.empty();
    return new FetchRequest(remote.addresses(), remote.userNamed(), bytes, options.maxBytes());
  }

  private FetchListener listener(Source.Remote remote) {
    return new FetchListener() {
      @Override
      public void sized(OptionalLong total, long present) throws IOException {
        OptionalLong size =
            total.isPresent()
                ? total
                : remote.stated().map(Download::expectedBytes).orElse(OptionalLong.empty());
        if (size.isPresent()) {
          requireSpace(size.getAsLong(), size.getAsLong() - present, remote.name());
        }
      }

      @Override
      public void progress(long present, OptionalLong total) {
        options.listener().progress(present, total);
      }

      @Override
      public void note(String sentence) {
        options.listener().note(model + ": " + sentence);
      }
    };
  }

  /** What is still to come, the unpacked files, and what is made of them. */
  private void requireSpace(long size, long missing, String name) throws IOException {
    boolean archive = !name.endsWith(".onnx") && !name.endsWith(".pb");
    long needed = missing + (archive ? 5 * size / 2 : size);
    long usable = context.disk().usableBytes(work);
    if (usable < needed) {
      throw new ModelInstallException(
          DISK,
          model
              + ": about "
              + Quantities.bytes(needed)
              + " are needed in "
              + work.toAbsolutePath().getParent()
              + ", but "
              + Quantities.bytes(usable)
              + " are free; free some space, or install to a folder on another disk");
    }
  }
}
