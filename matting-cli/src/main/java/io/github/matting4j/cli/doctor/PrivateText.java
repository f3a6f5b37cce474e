package io.github.matting4j.cli.doctor;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes from texts what identifies the user: the home folder becomes {@code ~}, the user's name
 * in other paths becomes {@code USER}, and addresses lose all but their protocol and port.
 * Immutable.
 */
final class PrivateText {
  /** Protocol, user, host, port and the rest, which ends before punctuation of a sentence. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\b([a-z][a-z0-9+.-]*)://(?:[^\\s/?#'\"]*@)?[^\\s/?#:'\";,)]*(:[0-9]{1,5})?[^\\s'\";,)]*");

  private final List<Pattern> homes = new ArrayList<>();
  private final List<Pattern> names = new ArrayList<>();

  PrivateText(Properties properties, Map<String, String> environment) {
    Stream.of(
            properties.getProperty("user.home"),
            environment.get("HOME"),
            environment.get("USERPROFILE"))
        .flatMap(PrivateText::spellings)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .map(PrivateText::asWhole)
        .forEach(homes::add);
    Stream.of(
            properties.getProperty("user.name"),
            environment.get("USER"),
            environment.get("LOGNAME"),
            environment.get("USERNAME"))
        .filter(name -> name != null && !name.isBlank() && !name.equals("?"))
        .distinct()
        .map(name -> Pattern.compile("(?<=[/\\\\=:-])" + Pattern.quote(name) + "(?![\\w.])"))
        .forEach(names::add);
  }

  /** The folder's name where no other name goes on before or after it. */
  private static Pattern asWhole(String home) {
    return Pattern.compile(
        "(?<![\\w.~-])" + Pattern.quote(home) + "(?![\\w-])", Pattern.CASE_INSENSITIVE);
  }

  static PrivateText ofThisUser() {
    return new PrivateText(System.getProperties(), System.getenv());
  }

  /** A folder as it was named, and without links. */
  private static Stream<String> spellings(@Nullable String folder) {
    if (folder == null || folder.length() < 3) { // "/" and "?" name no user
      return Stream.empty();
    }
    try {
      return Stream.of(folder, Path.of(folder).toRealPath().toString());
    } catch (IOException | InvalidPathException e) {
      return Stream.of(folder);
    }
  }

  /** The text without what is private in it. */
  String of(String text) {
    String shown = ADDRESS.matcher(text).replaceAll(PrivateText::address);
    for (Pattern home : homes) {
      shown = home.matcher(shown).replaceAll("~");
    }
    for (Pattern name : names) {
      shown = name.matcher(shown).replaceAll("USER");
    }
    return shown;
  }

  private static String address(MatchResult found) {
    String port = found.group(2);
    return Matcher.quoteReplacement(found.group(1) + "://(not shown)" + (port == null ? "" : port));
  }
}
