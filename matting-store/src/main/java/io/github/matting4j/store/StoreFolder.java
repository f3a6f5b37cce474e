package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.DISK;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.runtime.InstallRecord;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the store in a model folder.
 *
 * <pre>
 * ID/model.onnx, ID/install.json    an installed model
 * .store/licences.json              the licences that were agreed to
 * .store/seen.json                  the hashes of files when they were first fetched
 * .store/ID.lock                    held while the model is installed
 * .store/ID/                        what an installation is working on; removed at its end
 * .store/ID.publishing              there until weights that are put in their place have a record
 * </pre>
 *
 * @param root the model folder
 */
record StoreFolder(Path root) {
  private static final String OWN = ".store";

  Path model(String id) {
    return root.resolve(id);
  }

  Path record(String id) {
    return model(id).resolve(InstallRecord.NAME);
  }

  Path own() {
    return root.resolve(OWN);
  }

  Path licences() {
    return own().resolve("licences.json");
  }

  Path seen() {
    return own().resolve("seen.json");
  }

  Path lock(String id) {
    return own().resolve(id + ".lock");
  }

  Path work(String id) {
    return own().resolve(id);
  }

  /**
   * Its presence says that weights without a record are those of an interrupted installation. Not
   * in the working folder, which a failed installation clears.
   */
  Path mark(String id) {
    return own().resolve(id + ".publishing");
  }

  /**
   * Makes the folders that an installation needs.
   *
   * @param what what the folder is, for the message
   * @throws ModelInstallException if they cannot be made
   */
  void create(String what) throws ModelInstallException {
    try {
      MattingHome.create(root);
      Files.createDirectories(own());
    } catch (IOException e) {
      throw new ModelInstallException(
          DISK, "the " + what + " " + root + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String file = e instanceof FileSystemException fault ? String.valueOf(fault.getFile()) : "";
    if (e instanceof FileAlreadyExistsException) {
      return file + " is a file, not a folder; move it away or name another folder";
    }
    if (e instanceof AccessDeniedException) {
      return "there is no permission to write to "
          + file
          + "; allow it to this user or name another folder";
    }
    String message = String.valueOf(e.getMessage());
    return (message.equals(file) ? file + " cannot be made" : message) + "; name another folder";
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
