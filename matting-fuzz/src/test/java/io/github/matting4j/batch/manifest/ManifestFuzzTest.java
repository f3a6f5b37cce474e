package io.github.matting4j.batch.manifest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.matting4j.ScratchFile;
import io.github.matting4j.io.file.FileIdentities;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A manifest with any lines can be opened and continued; its damaged lines are counted. */
class ManifestFuzzTest {
  private static final ScratchFile FILE = new ScratchFile(".jsonl");

  @FuzzTest(maxDuration = "60s")
  void manifest(byte[] lines) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ManifestLines.header());
    file.writeBytes(lines);
    FileIdentities names = FileIdentities.fresh();
    List<Long> keys = new ArrayList<>();
    try (Manifest manifest =
        Manifest.open(FILE.holding(file.toByteArray()), names, (key, entry) -> keys.add(key))) {
      for (long key : keys) {
        if (manifest.find(key) == null) {
          throw new AssertionError("an entry was read, and cannot be found");
        }
      }
      manifest.append(ManifestLines.end());
    }
  }
}
