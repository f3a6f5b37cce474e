package io.github.matting4j.store;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.source.Download;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where one installation takes the published file from. */
sealed interface Source {
  /** The file's name, by which a stated hash is found. */
  String name();

  /** What the catalogue states of a file of this name, if anything. */
  Optional<Download> stated();

  /**
   * A file on this machine, or a folder.
   *
   * @param path where it is
   */
  record Local(Path path, Optional<Download> stated) implements Source {
    @Override
    public String name() {
      return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }
  }

  /**
   * A file on a server.
   *
   * @param name its name
   * @param addresses where it is, to be tried in this order
   * @param userNamed whether the user named them
   */
  record Remote(String name, List<URI> addresses, boolean userNamed, Optional<Download> stated)
      implements Source {}

  /** The author's own file, or a mirror of it. */
  static Source official(ModelDescriptor model, Optional<URI> mirror) {
    Download download =
        model.downloads().stream()
            .filter(d -> !d.alternative())
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        model.isBuiltIn()
                            ? model.id() + " is built in; it needs no installation"
                            : model.id()
                                + " has no known address; get its file from "
                                + model.source()
                                + " and install from that"));
    return new Remote(
        download.fileName(),
        mirror
            .map(prefix -> mirrored(download.fileName(), download.address(), prefix))
            .orElseGet(() -> List.of(download.address())),
        mirror.isPresent(),
        Optional.of(download));
  }

  /** By the file's name, and by the path of the official address. */
  static List<URI> mirrored(String fileName, URI official, URI prefix) {
    String base = prefix.toString().endsWith("/") ? prefix.toString() : prefix + "/";
    String query = official.getRawQuery() == null ? "" : "?" + official.getRawQuery();
    List<URI> addresses = new ArrayList<>();
    addresses.add(URI.create(base + fileName));
    URI byPath = URI.create(base + official.getRawPath().substring(1) + query);
    if (!addresses.contains(byPath)) {
      addresses.add(byPath);
    }
    return addresses;
  }

  /** An address that the user names. */
  static Source of(ModelDescriptor model, URI address) {
    Optional<Download> same =
        model.downloads().stream().filter(d -> d.address().equals(address)).findFirst();
    String path = address.getPath() == null ? "" : address.getPath();
    String name = same.map(Download::fileName).orElse(path.substring(path.lastIndexOf('/') + 1));
    return new Remote(name, List.of(address), true, same.or(() -> stated(model, name)));
  }

  /** A file that the user names. */
  static Source of(ModelDescriptor model, Path path) {
    return new Local(path, stated(model, String.valueOf(path.getFileName())));
  }

  private static Optional<Download> stated(ModelDescriptor model, String name) {
    return model.downloads().stream().filter(d -> d.fileName().equals(name)).findFirst();
  }
}
