package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.file.Files;

/** A model as it came, in a file or in memory. */
sealed interface ModelSource {
  /** What messages call it. */
  String name();

  /** Its size in bytes. */
  long size();

  /** The SHA-256 of its bytes, 64 hexadecimal digits. */
  String sha256();

  /** All its bytes, which nobody changes. */
  byte[] bytes() throws IOException;

  /** Gives it to the engine. */
  OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
      throws OrtException;

  /** A file; weights that it keeps in other files lie in its folder. */
  record InFile(ModelFile file) implements ModelSource {
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
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      return environment.createSession(name(), options);
    }
  }

  /** A file that is in memory already. */
  final class InMemory implements ModelSource {
    private final String name;
    private final byte[] bytes;

    InMemory(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
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
      return ModelFile.sha256(bytes);
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException {
      return environment.createSession(bytes, options);
    }
  }
}
