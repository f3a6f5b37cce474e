package io.github.matting4j.onnx.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.runtime.FileStamp;
import io.github.matting4j.runtime.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentRecordsTest {
  private static final String KIND = "sha256";

  @TempDir Path temporary;
  private Path folder;
  private Path file;
  private ContentRecords records;

  @BeforeEach
  void write() throws Exception {
    folder = temporary.resolve("cache");
    file = temporary.resolve("model.onnx");
    Files.write(file, new byte[1 << 20]);
    records = new ContentRecords(folder, Duration.ZERO);
    Assumptions.assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("unix"),
        "this system does not state when a file was last changed");
  }

  private FileStamp stamp() {
    return FileStamp.of(file);
  }

  private Path record() throws Exception {
    try (var files = Files.newDirectoryStream(folder, "*.seen")) {
      return files.iterator().next();
    }
  }

  @Test
  void aRecordHoldsWhileTheFileIsUnchanged() throws Exception {
    assertThat(records.find(file, KIND, stamp())).isEmpty();
    records.put(file, KIND, stamp(), "result");
    assertThat(new ContentRecords(folder).find(file, KIND, stamp())).contains("result");
    assertThat(records.find(file, "kept", stamp())).isEmpty();
    assertThat(records.find(temporary.resolve("other.onnx"), KIND, stamp())).isEmpty();
    FileStamp now = stamp();
    for (FileStamp other :
        List.of(
            new FileStamp(now.size() + 1, now.modified(), now.identity()),
            new FileStamp(now.size(), now.modified() + " ", now.identity()),
            new FileStamp(now.size(), now.modified(), now.identity() + " "))) {
      assertThat(records.find(file, KIND, other)).as(other.toString()).isEmpty();
    }
    Files.move(file, temporary.resolve("former.onnx"));
    Files.write(file, new byte[1 << 20]);
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(temporary.resolve("former.onnx")));
    assertThat(records.find(file, KIND, stamp())).as("another file of the same time").isEmpty();
  }

  @Test
  void whatAnotherUserOrADefectiveDiskWroteIsNotUsed() throws Exception {
    records.put(file, KIND, stamp(), "result");
    List<String> lines = Files.readAllLines(record());
    Files.write(record(), List.of("another", lines.get(1)));
    assertThat(records.find(file, KIND, stamp())).isEmpty();
    Files.write(record(), new byte[0]);
    assertThat(records.find(file, KIND, stamp())).isEmpty();
    Files.write(record(), lines);
    assertThat(records.find(file, KIND, stamp())).contains("result");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(records.find(file, KIND, stamp())).as("others may write here").isEmpty();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Files.delete(folder.resolve("graph.key"));
    assertThat(records.find(file, KIND, stamp())).as("no secret").isEmpty();
  }

  @Test
  void aFileThatHasJustChangedIsNotRecorded() {
    new ContentRecords(folder, Duration.ofHours(1)).put(file, KIND, stamp(), "result");
    assertThat(folder).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoFailure() throws Exception {
    Files.writeString(folder, "a file");
    records.put(file, KIND, stamp(), "result");
    assertThat(records.find(file, KIND, stamp())).isEmpty();
  }

  @Test
  void aRecordedHashIsNotComputedAgain() {
    GraphCache cache = GraphCache.in(folder);
    String right = ModelFile.inspect(file).sha256();
    assertThat(cache.inspect(file)).isEqualTo(ModelFile.inspect(file));
    String recorded = "0".repeat(right.length());
    records.put(file, KIND, stamp(), recorded);
    assertThat(cache.inspect(file).sha256()).isEqualTo(recorded);
    assertThat(GraphCache.none().inspect(file).sha256()).isEqualTo(right);
  }
}
