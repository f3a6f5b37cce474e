package io.github.matting4j.cli.console;

import io.github.matting4j.batch.FailureKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says by options of the command line what the library's messages say by its settings. Stateless.
 */
public final class OptionWords {
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("ReadOptions.maxPixels", "--max-megapixels");
    WORDS.put("ReadOptions.maxSidePx", "--max-megapixels");
    WORDS.put("ReadOptions.maxBytes", "--max-file-size");
    WORDS.put("ReadOptions.deadline", "--read-timeout");
    WORDS.put("ReadOptions.damaged(Damage.ACCEPT)", "--damaged accept");
    WORDS.put("ReadOptions.iccProfiles(CONVERT)", "--icc convert");
    WORDS.put(" or raise ReadOptions.maxScans", "");
    WORDS.put(" or raise ReadOptions.maxConcurrentBytes", "");
    WORDS.put(
        "bytes allowed; shrink it or raise the limit", "bytes allowed; raise --max-file-size");
    WORDS.put("shrink it or raise the limit", "shrink it or raise --max-megapixels");
    WORDS.put("longer, raise the limit", "longer, raise --read-timeout");
    WORDS.put("Save it again or raise the limit", "Save it again");
    WORDS.put("(-Xmx) or raise the limit", "(-Xmx)");
    WORDS.put("or accept damaged pictures", "or take what is there with --damaged accept");
    WORDS.put("read it with conversion of profiles allowed", "leave out --icc");
    WORDS.put("agree with InstallOptions.acceptLicence", "agree with --accept-licence ID");
    WORDS.put("install it with InstallOptions.acceptNew", "add --accept-new");
    WORDS.put(
        "name another address, or install from a file", "name another address, or use --from FILE");
    WORDS.put(
        "run it again to continue, try a mirror, or install from a file",
        "run it again to continue, or use --mirror ADDRESS or --from FILE");
    WORDS.put(
        "fetch it on another machine and install from that file",
        "fetch it on another machine, then use --from FILE");
    WORDS.put("imageio:imageio-webp, or", "imageio:imageio-webp (see docs/pictures.md), or");
    WORDS.put("or ask for overwriting", "or add --overwrite");
    WORDS.put("(-Xmx)", "(MATTING_JAVA_OPTS=-Xmx4g)");
    WORDS.put(
        "please report it with the full trace", "please report it with what --verbose prints");
  }

  private OptionWords() {}

  /** A failure's message, and how to have a damaged photo all the same. */
  public static String in(String message, FailureKind kind) {
    String text = in(message);
    boolean damaged = kind == FailureKind.TRUNCATED || kind == FailureKind.DAMAGED;
    return damaged && !text.contains("--damaged")
        ? text + ", or take what is there with --damaged accept"
        : text;
  }

  public static String in(String message) {
    String text = message;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text;
  }
}
