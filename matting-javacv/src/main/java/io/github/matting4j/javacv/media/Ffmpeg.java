package io.github.matting4j.javacv.media;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** FFmpeg's native libraries: loaded, kept silent, their error codes as exceptions. */
final class Ffmpeg {
  static final int EOF = -0x20464F45;

  /** Flags of a frame that the bindings do not have. */
  static final int FRAME_CORRUPT = 1;

  static final int FRAME_INTERLACED = 1 << 3;

  private Ffmpeg() {}

  /**
   * Loads the libraries. Their messages on the standard error are switched off unless the program
   * has set a level itself.
   *
   * @throws VideoException if they are not there for this platform
   */
  static void load() throws VideoException {
    String failure = Libraries.FAILURE;
    if (failure != null) {
      throw new VideoException(
          "FFmpeg's native libraries for "
              + Loader.getPlatform()
              + " cannot be loaded: "
              + failure
              + "; add org.bytedeco:ffmpeg and org.bytedeco:javacpp with the classifier "
              + Loader.getPlatform()
              + " to the class path");
    }
  }

  /** Loads once; what went wrong, or null. */
  private static final class Libraries {
    static final @Nullable String FAILURE = load();

    private static @Nullable String load() {
      try {
        Loader.load(avutil.class);
        Loader.load(avcodec.class);
        Loader.load(avformat.class);
      } catch (LinkageError e) {
        return String.valueOf(e.getMessage());
      }
      if (avutil.av_log_get_level() == avutil.AV_LOG_INFO) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
      }
      return null;
    }
  }

  /**
   * Passes a result that is not negative on.
   *
   * @param doing what was tried with which file, such as "opening a.mp4"
   * @throws VideoException if it is negative
   */
  static int check(int result, String doing) throws VideoException {
    if (result < 0) {
      throw new VideoException(doing + " failed: " + message(result));
    }
    return result;
  }

  /** Passes a pointer on that FFmpeg may have been unable to allocate. */
  static <T extends org.bytedeco.javacpp.Pointer> T allocated(T pointer) {
    if (pointer == null || pointer.isNull()) {
      throw new OutOfMemoryError("FFmpeg could not allocate native memory");
    }
    return pointer;
  }

  /** FFmpeg's text for an error code. */
  static String message(int code) {
    byte[] text = new byte[avutil.AV_ERROR_MAX_STRING_SIZE];
    avutil.av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** The name of a file for FFmpeg, never taken for the address of anything else. */
  static BytePointer url(Path file) throws VideoException {
    if (file.getFileSystem() != FileSystems.getDefault()) {
      throw new VideoException(
          file + " is not a file of the operating system; copy it to a local folder first");
    }
    byte[] name = ("file:" + file.toAbsolutePath()).getBytes(fileNames());
    byte[] terminated = new byte[name.length + 1];
    System.arraycopy(name, 0, terminated, 0, name.length);
    return new BytePointer(terminated);
  }

  /** FFmpeg expects UTF-8 on Windows and the bytes of the name elsewhere. */
  private static Charset fileNames() {
    String jnu = System.getProperty("sun.jnu.encoding");
    boolean windows = Loader.getPlatform().startsWith("windows");
    return windows || jnu == null || !Charset.isSupported(jnu)
        ? StandardCharsets.UTF_8
        : Charset.forName(jnu);
  }

  /** Options by name and value in turn; free them with {@code av_dict_free}. */
  static AVDictionary options(String... namesAndValues) {
    AVDictionary options = new AVDictionary(null);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      avutil.av_dict_set(options, namesAndValues[i], namesAndValues[i + 1], 0);
    }
    return options;
  }

  static AVRational rational(Ticks ticks) {
    return new AVRational().num(ticks.num()).den(ticks.den());
  }
}
