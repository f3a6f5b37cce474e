package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void nameTheTarget() {
    target = folder.resolve("ana.png");
  }

  @Test
  void writesAndReplaces() throws IOException {
    AtomicFile.write(target, text("old"));
    AtomicFile.write(target, text("new"));
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("ana.png");
  }

  @Test
  void aFailureKeepsTheOldFileAndLeavesNothing() throws IOException {
    AtomicFile.write(target, text("old"));
    AtomicFile.Content failing =
        stream -> {
          stream.write(new byte[1 << 20]);
          throw new IOException("No space left on device");
        };
    assertThatThrownBy(() -> AtomicFile.write(target, failing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("ana.png");
    AtomicFile.write(target, text("next"));
    assertThat(target).hasContent("next");
  }

  @Test
  void aBugInTheContentKeepsTheOldFileToo() throws IOException {
    AtomicFile.write(target, text("old"));
    AtomicFile.Content failing =
        stream -> {
          throw new IllegalStateException("bug");
        };
    assertThatThrownBy(() -> AtomicFile.write(target, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("ana.png");
  }

  @Test
  void aFullDiskKeepsTheOldPictureAndTheNextWriteWorks() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mount.toString()) == 0,
        "no right to mount an 8 MB tmpfs here; the failing stream tests the same path");
    try {
      Path file = mount.resolve("ana.png");
      AtomicFile.write(file, text("old"));
      assertThatThrownBy(() -> AtomicFile.write(file, stream -> stream.write(new byte[16 << 20])))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
      assertThat(file).hasContent("old");
      assertThat(names(mount)).containsExactly("ana.png");
      AtomicFile.write(file, text("new"));
      assertThat(file).hasContent("new");
    } finally {
      run("umount", mount.toString());
    }
  }

  @Test
  void anInterruptKeepsTheOldFileAndLeavesNothing() throws IOException {
    AtomicFile.write(target, text("old"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> AtomicFile.write(target, text("new"))).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("ana.png");
  }

  @Test
  void aFinishedFileTakesThePlaceOfTheTarget() throws IOException {
    Path real = Files.writeString(folder.resolve("real.png"), "old");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(target, Path.of("real.png"));
    Path finished = Files.writeString(folder.resolve("finished"), "new");
    AtomicFile.replace(finished, target);
    assertThat(target).isSymbolicLink();
    assertThat(real).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(names()).containsExactly("ana.png", "real.png");
    Files.writeString(finished, "made");
    AtomicFile.replace(finished, folder.resolve("made.png"));
    assertThat(folder.resolve("made.png")).hasContent("made");
    assertThat(names()).containsExactly("ana.png", "made.png", "real.png");
  }

  @Test
  void aFinishedFileOfAnotherFileSystemIsCopied() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "no /dev/shm");
    assumeTrue(
        !Files.getFileStore(memory).equals(Files.getFileStore(folder)), "one file system only");
    AtomicFile.write(target, text("old"));
    Path finished = Files.createTempFile(memory, "matting4j", ".tmp");
    try {
      Files.writeString(finished, "new");
      AtomicFile.replace(finished, target);
      assertThat(target).hasContent("new");
      assertThat(finished).doesNotExist();
      assertThat(names()).containsExactly("ana.png");
    } finally {
      Files.deleteIfExists(finished);
    }
  }

  @Test
  void aFinishedFileThatCannotBePlacedStaysAndTheErrorNamesTheTarget() throws IOException {
    Path finished = Files.writeString(folder.resolve("finished"), "new");
    Path missing = folder.resolve("no/ana.png");
    assertThatThrownBy(() -> AtomicFile.replace(finished, missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("create it");
    assertThat(finished).hasContent("new");
  }

  @Test
  void aMissingFolderIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("no/ana.png"), text("x")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no does not exist")
        .hasMessageContaining("create it");
  }

  @Test
  void aFolderAsTargetIsRefused() {
    assertThatThrownBy(() -> AtomicFile.write(folder, text("x")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void aProtectedFolderIsNamedWithTheRemedy() throws IOException {
    assumeTrue(!"root".equals(System.getProperty("user.name")), "root may write everywhere");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> AtomicFile.write(target, text("x")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("not writable");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aLinkStaysAndItsTargetIsReplaced() throws IOException {
    Path real = Files.writeString(folder.resolve("real.png"), "old");
    Files.createSymbolicLink(target, Path.of("real.png"));
    AtomicFile.write(target, text("new"));
    assertThat(target).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aDanglingLinkMakesTheFileItPointsTo() throws IOException {
    Files.createSymbolicLink(target, Path.of("later.png"));
    AtomicFile.write(target, text("new"));
    assertThat(target).isSymbolicLink();
    assertThat(folder.resolve("later.png")).hasContent("new");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    Files.createSymbolicLink(target, Path.of("b.png"));
    Files.createSymbolicLink(folder.resolve("b.png"), Path.of("ana.png"));
    assertThatThrownBy(() -> AtomicFile.write(target, text("x")))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void theOldFilesPermissionsAreKept() throws IOException {
    AtomicFile.write(target, text("old"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    AtomicFile.write(target, text("new"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aDeviceIsWrittenToDirectly() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no /dev/null");
    AtomicFile.write(device, text("x"));
    assertThat(Files.isRegularFile(device)).isFalse();
    Files.createSymbolicLink(target, device);
    AtomicFile.write(target, text("x"));
    assertThat(target).isSymbolicLink();
    Files.delete(target);
  }

  @Test
  void aFileSystemThatCannotSetTimesWillDo() throws IOException {
    URI zip = URI.create("jar:" + folder.resolve("results.zip").toUri());
    try (FileSystem results = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      AtomicFile.write(results.getPath("/ana.png"), text("old"));
      AtomicFile.write(results.getPath("/ana.png"), text("new"));
    }
    try (FileSystem results = FileSystems.newFileSystem(zip, Map.of())) {
      assertThat(Files.readString(results.getPath("/ana.png"))).isEqualTo("new");
      assertThat(names(results.getPath("/"))).containsExactly("ana.png");
    }
  }

  @Test
  void aRelativeNameWithoutFolderWorks() throws IOException {
    Path bare = Path.of("matting4j-bare-name-test.png");
    try {
      AtomicFile.write(bare, text("x"));
      assertThat(bare).hasContent("x");
    } finally {
      Files.deleteIfExists(bare);
    }
  }

  @Test
  void filesOfDeadWritersGoAtTheNextWriteOfTheSameTargetOnly() throws IOException {
    List<Path> left = leftBehind(3);
    Path foreign = aged(folder.resolve(".matting4j-00000000-0.tmp"));
    AtomicFile.write(target, text("new"));
    assertThat(left).noneMatch(Files::exists);
    assertThat(foreign).exists();
  }

  @Test
  void aFreshFileIsTakenForAlive() throws IOException {
    Path left = leftBehind(1).get(0);
    Files.setLastModifiedTime(left, FileTime.from(Instant.now()));
    AtomicFile.write(target, text("new"));
    assertThat(left).exists();
  }

  @Test
  void aLockedFileOfAnotherProcessIsLeftAlone() throws Exception {
    Path left = leftBehind(1).get(0);
    Process owner = ChildJvm.with("-Xmx256m").start(LockHolder.class, left.toString());
    try {
      assertThat(owner.getInputStream().read()).isEqualTo('L');
      AtomicFile.write(target, text("new"));
      assertThat(left).exists();
    } finally {
      ChildProcess.kill(owner);
    }
    AtomicFile.write(target, text("newer"));
    assertThat(left).doesNotExist();
    assertThat(target).hasContent("newer");
  }

  @Test
  void concurrentWritersOfOneTargetLeaveOneWholeFile() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String content = Integer.toString(i).repeat(20_000);
      writes.add(
          pool.submit(
              () -> {
                AtomicFile.write(target, text(content));
                return null;
              }));
    }
    for (Future<?> write : writes) {
      write.get();
    }
    pool.shutdown();
    String content = Files.readString(target);
    String number = content.substring(0, content.length() / 20_000);
    assertThat(content).isEqualTo(number.repeat(20_000));
    assertThat(names()).containsExactly("ana.png");
  }

  /** Holds the lock of a file until it is killed. */
  static final class LockHolder {
    public static void main(String[] args) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.print('L');
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }

  /** Files in the temporary slots of the target, untouched for an hour. */
  private List<Path> leftBehind(int count) throws IOException {
    List<Path> slots = new ArrayList<>();
    List<TemporaryFile> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TemporaryFile temporary = TemporaryFile.beside(target);
      open.add(temporary);
      slots.add(temporary.path());
    }
    for (TemporaryFile temporary : open) {
      temporary.close();
    }
    for (Path slot : slots) {
      aged(slot);
    }
    return slots;
  }

  private static Path aged(Path file) throws IOException {
    Files.writeString(file, "half a picture");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private static AtomicFile.Content text(String text) {
    return stream -> stream.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    return names(folder);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return ChildProcess.run(new ProcessBuilder(command)).exitCode();
    } catch (IOException e) {
      return -1;
    }
  }
}
