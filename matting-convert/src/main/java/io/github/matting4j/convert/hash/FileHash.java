package io.github.matting4j.convert.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 hexadecimal digits in lower case. Stateless. */
public final class FileHash {
  private FileHash() {}

  /** For what arrives in pieces; {@link #text} gives the digits. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
  }

  /** The digits of a digest that is complete. */
  public static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digits of a whole file. */
  public static String of(byte[] file) {
    MessageDigest digest = newDigest();
    digest.update(file);
    return text(digest);
  }
}
