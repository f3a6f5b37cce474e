package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.runtime.FileStamp;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;

/**
 * A model in a file or in memory. Its hash is that of the bytes that the engine gets: a file that
 * may be moved is read once and given to the engine from memory ({@link #pinned}); a large one, or
 * one with weights in other files, is opened where it is and refused if it changed between its hash
 * and the end of the opening.
 */
sealed interface ModelSource {
  /** Larger files are not read into memory. */
  long MAX_IN_MEMORY = 128 << 20;

  /** The name of the model in messages. */
  String name();

  /** Its size in bytes. */
  long size();

  /** The SHA-256 of its bytes, 64 hexadecimal digits. */
  String sha256();

  /** Whether it keeps weights in other files, which its hash does not cover. */
  boolean hasExternalData();

  /** All its bytes, which must not be modified. */
  byte[] bytes() throws IOException;

  /** Whether its size is in this range; not asked of one whose bytes are not there yet. */
  default boolean isWithin(long smallest, long largest) {
    return size() >= smallest && size() <= largest;
  }

  /** This model with its bytes held in memory, where that is possible. */
  ModelSource pinned();

  /**
   * Gives it to the engine.
   *
   * @throws ModelLoadException if it is a file that has changed since it was hashed
   */
  OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws OrtException;

  /**
   * A file; external weights are in its folder.
   *
   * @param file hashed
   * @param hasExternalData whether there are such weights, as far as is known
   */
  record InFile(ModelFile file, boolean hasExternalData) implements ModelSource {
    InFile(ModelFile file) {
      this(file, false);
    }

    @Override
    public String name() {
      return file.path().toString();
    }

    @Override
    public long size() {
      return file.bytes();
    }

    @Override
    public String sha256() {
      return file.sha256();
    }

    @Override
    public byte[] bytes() throws IOException {
      byte[] bytes = Files.readAllBytes(file.path());
      if (!ModelFile.sha256(bytes).equals(file.sha256())) {
        throw new IOException(name() + " has changed since it was looked at");
      }
      return bytes;
    }

    @Override
    public ModelSource pinned() {
      if (file.bytes() > MAX_IN_MEMORY) {
        return this;
      }
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file.path());
      } catch (IOException e) {
        throw new ModelLoadException("cannot read the model file " + name() + ": " + e, e);
      }
      try {
        if (!OnnxGraph.parse(bytes).isPlain()) {
          return new InFile(
              new ModelFile(file.path(), bytes.length, ModelFile.sha256(bytes)),
              OnnxGraph.parse(bytes).hasExternalData());
        }
      } catch (MalformedGraphException e) {
        // The engine will say what is wrong.
      }
      return new InMemory(name(), bytes);
    }

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      FileStamp before = FileStamp.of(file.path());
      OrtSession session = environment.createSession(name(), options);
      try {
        requireUnchanged(before);
        return session;
      } catch (RuntimeException e) {
        session.close();
        throw e;
      }
    }

    /**
     * Requires that the file was the same throughout, with the content that was hashed at the
     * start.
     */
    private void requireUnchanged(FileStamp before) {
      boolean same = ModelFile.inspect(file.path()).sha256().equals(file.sha256());
      if (!same || !FileStamp.of(file.path()).equals(before)) {
        throw new ModelLoadException(
            name() + " changed while it was being opened; open it again when it is complete");
      }
    }
  }

  /** A model held in memory. */
  final class InMemory implements ModelSource {
    private final String name;
    private final byte[] bytes;
    private final String sha256;

    InMemory(String name, byte[] bytes) {
      this(name, bytes, ModelFile.sha256(bytes));
    }

    /** With the hash, which the caller has computed. */
    InMemory(String name, byte[] bytes, String sha256) {
      this.name = name;
      this.bytes = bytes;
      this.sha256 = sha256;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public String sha256() {
      return sha256;
    }

    @Override
    public boolean hasExternalData() {
      return false;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public ModelSource pinned() {
      return this;
    }

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      return environment.createSession(bytes, options);
    }
  }

  /**
   * Part of a jar: its bytes are read when they are needed, which they are not where an optimised
   * graph is kept. It is of any size and self-contained.
   *
   * @param sha256 of the bytes, as they were when the jar was built
   * @param content reads the bytes and requires that they have this hash
   */
  record InJar(String name, String sha256, Supplier<byte[]> content) implements ModelSource {
    @Override
    public long size() {
      return bytes().length;
    }

    @Override
    public boolean hasExternalData() {
      return false;
    }

    @Override
    public byte[] bytes() {
      return content.get();
    }

    @Override
    public boolean isWithin(long smallest, long largest) {
      return true;
    }

    @Override
    public ModelSource pinned() {
      return new InMemory(name, bytes(), sha256);
    }

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      return pinned().open(environment, options);
    }
  }
}
