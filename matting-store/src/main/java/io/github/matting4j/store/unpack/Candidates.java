package io.github.matting4j.store.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the program, its parameters and its recipe among the files of an archive. Names from the
 * archive are compared, never used as paths; files that are needed are kept under names of our own.
 */
final class Candidates {
  private static final Set<String> PROGRAM_NAMES =
      Set.of("model.json", "inference.json"); // and everything that ends in .pdmodel

  private static final Set<String> RECIPE_NAMES = Set.of("deploy.yaml", "inference.yml");
  private static final int MAX_RECIPE_BYTES = 64 << 10;
  private static final int MAX_NAMES_SHOWN = 8;

  private final List<String> names = new ArrayList<>();
  private final List<Candidate> programs = new ArrayList<>();
  private final List<Candidate> parameters = new ArrayList<>();
  private final List<Candidate> recipes = new ArrayList<>();

  /** A file of the archive: its folder there, its name there, and where it was put. */
  private record Candidate(String folder, String name, Path file) {
    String stem() {
      return name.substring(0, name.lastIndexOf('.'));
    }

    String path() {
      return folder + name;
    }
  }

  /** Gives the content of a file a place. */
  @FunctionalInterface
  interface Keeper {
    /** Returns where it is now. */
    Path keep(int number) throws IOException;
  }

  /** Considers a file. */
  void add(String path, Keeper keeper) throws IOException {
    String unix = path.replace('\\', '/');
    int slash = unix.lastIndexOf('/');
    String name = unix.substring(slash + 1);
    String folder = unix.substring(0, slash + 1);
    if (folder.startsWith("__MACOSX/") || folder.contains("/__MACOSX/") || name.startsWith("._")) {
      return; // a Mac's notes of other files
    }
    names.add(unix);
    Optional<List<Candidate>> list = list(name.toLowerCase(Locale.ROOT));
    if (list.isPresent()) {
      list.get().add(new Candidate(folder, name, keeper.keep(names.size())));
    }
  }

  private Optional<List<Candidate>> list(String name) {
    if (name.endsWith(".pdmodel") || PROGRAM_NAMES.contains(name)) {
      return Optional.of(programs);
    }
    if (name.endsWith(".pdiparams")) {
      return Optional.of(parameters);
    }
    return RECIPE_NAMES.contains(name) ? Optional.of(recipes) : Optional.empty();
  }

  /** The choice. */
  Weights choose() throws IOException {
    if (programs.isEmpty()) {
      throw new ArchiveException(
          "there is no Paddle program (model.pdmodel, inference.json) in it"
              + (names.isEmpty() ? ", it has no files" : "; its files are " + shown(names)));
    }
    Candidate program = only("programs", programs);
    List<Candidate> own =
        parameters.stream()
            .filter(p -> p.folder().equals(program.folder()) && p.stem().equals(program.stem()))
            .toList();
    if (own.isEmpty()) {
      throw new ArchiveException(
          "it has the program "
              + program.path()
              + ", but not its parameters "
              + program.stem()
              + ".pdiparams");
    }
    Path file = only("files of parameters", own).file();
    List<Candidate> beside =
        recipes.stream().filter(r -> r.folder().equals(program.folder())).toList();
    return new Weights.Paddle(
        program.file(),
        file,
        beside.isEmpty() ? Optional.empty() : Optional.of(text(only("recipes", beside).file())));
  }

  private static Candidate only(String what, List<Candidate> candidates) throws ArchiveException {
    if (candidates.size() > 1) {
      throw new ArchiveException(
          "it has several "
              + what
              + " ("
              + shown(candidates.stream().map(Candidate::path).toList())
              + "); one is expected");
    }
    return candidates.get(0);
  }

  private static String shown(List<String> paths) {
    return paths.stream().limit(MAX_NAMES_SHOWN).collect(Collectors.joining(", "))
        + (paths.size() > MAX_NAMES_SHOWN ? ", ..." : "");
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_RECIPE_BYTES), StandardCharsets.UTF_8);
    }
  }
}
