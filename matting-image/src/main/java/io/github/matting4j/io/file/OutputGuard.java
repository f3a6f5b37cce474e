package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides before anything is written whether a result may be: it must not replace a file that is
 * read, nor the result of another owner. Files are compared by identity, not by spelling: through
 * symbolic links, hard links, {@code ..}, and spellings that the file system takes for the same.
 *
 * <p>Each result has an owner, any number of the caller's. Results of earlier runs can be
 * {@linkplain #remember remembered}. About 25 bytes per result, so that millions can be guarded.
 *
 * <p>A guard checks at one moment; folders that are replaced by links later are not noticed.
 *
 * <p>Thread-safe.
 */
public final class OutputGuard {
  private final FileIdentities now = FileIdentities.fresh();
  private final FileIdentities earlier = FileIdentities.cached();

  /** By key of the path and, where the system has such, by key of the file, for hard links. */
  private final Map<Object, String> inputs = new HashMap<>();

  private final PathKeyIndex owners = new PathKeyIndex();
  private final Predicate<Path> otherInputs;
  private final Owners names;

  /** Names owners in messages. */
  @FunctionalInterface
  public interface Owners {
    /**
     * Who made the results of this owner, such as the path of a photo; null if its results are no
     * longer wanted and may be replaced.
     *
     * @throws IOException if that cannot be found out
     */
    @Nullable String name(long owner) throws IOException;
  }

  /** Why a result may not be written. */
  public enum Reason {
    /** It would replace a file that is read. */
    INPUT,
    /** It would replace the result of another owner. */
    RESULT,
    /** It would replace another result of the same owner. */
    TWICE,
    /** There is a pipe, a socket or a device of that name. */
    SPECIAL
  }

  /**
   * A result that may not be written.
   *
   * @param reason for programs
   * @param message for people, a sentence without what to do about it
   */
  public record Refusal(Reason reason, String message) {}

  /**
   * A guard of inputs that are known one by one.
   *
   * @param names of owners
   */
  public OutputGuard(Owners names) {
    this(file -> false, names);
  }

  /**
   * A guard that asks whether a file is an input.
   *
   * @param inputs gets absolute paths without links; must be thread-safe
   * @param names of owners
   */
  public OutputGuard(Predicate<Path> inputs, Owners names) {
    this.otherInputs = Objects.requireNonNull(inputs, "inputs");
    this.names = Objects.requireNonNull(names, "names");
  }

  /**
   * Never lets a result replace this file.
   *
   * @param what it is, for messages, such as "the photo a.jpg"
   */
  public synchronized void protect(Path input, String what) {
    Objects.requireNonNull(what, "what");
    keys(input).forEach(key -> inputs.put(key, what));
  }

  /** Takes note of a result of an earlier run. */
  public synchronized void remember(long owner, Path output) {
    owners.put(earlier.targetKey(output), owner);
  }

  /**
   * Claims results for an owner: all, or none if there is a refusal.
   *
   * @param owner not negative
   * @param input what the results are made of; it is protected during this call alone
   * @throws IOException if {@link Owners} fails
   */
  public synchronized Optional<Refusal> claim(
      long owner, Optional<Path> input, Collection<Path> outputs) throws IOException {
    Set<Long> keys = new HashSet<>();
    for (Path output : outputs) {
      Optional<Refusal> refusal = refusal(owner, input, output);
      if (refusal.isPresent()) {
        return refusal;
      }
      if (!keys.add(now.targetKey(output))) {
        return refusal(Reason.TWICE, output, "another result of the same photo");
      }
    }
    keys.forEach(key -> owners.put(key, owner));
    return Optional.empty();
  }

  private Optional<Refusal> refusal(long owner, Optional<Path> input, Path output)
      throws IOException {
    if (Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output)) {
      return Optional.of(
          new Refusal(
              Reason.SPECIAL,
              "the result " + output + " would go to a pipe, a socket or a device of that name"));
    }
    List<Object> keys = keys(output);
    if (input.isPresent() && !Collections.disjoint(keys, keys(input.get()))) {
      return refusal(Reason.INPUT, output, "the photo " + input.get());
    }
    for (Object key : keys) {
      String other = inputs.get(key);
      if (other != null) {
        return refusal(Reason.INPUT, output, other);
      }
    }
    if (otherInputs.test(now.target(output))) {
      return refusal(Reason.INPUT, output, "a photo, or lie among those that are searched for");
    }
    long holder = owners.get(now.targetKey(output));
    if (holder == PathKeyIndex.ABSENT || holder == owner) {
      return Optional.empty();
    }
    String name = names.name(holder);
    return name == null
        ? Optional.empty()
        : refusal(Reason.RESULT, output, "the result of " + name);
  }

  private static Optional<Refusal> refusal(Reason reason, Path output, String other) {
    return Optional.of(new Refusal(reason, "the result " + output + " would overwrite " + other));
  }

  /** Two paths with a key in common lead to one file. */
  private List<Object> keys(Path file) {
    long path = now.targetKey(file);
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? List.of(path) : List.of(path, key);
    } catch (IOException e) {
      return List.of(path); // it is not there
    }
  }
}
