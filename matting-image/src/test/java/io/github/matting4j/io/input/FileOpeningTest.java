package io.github.matting4j.io.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileOpeningTest {
  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @TempDir Path folder;

  @Test
  void aNamedPipeIsRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("b.jpg");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mkfifo"))
            && ChildProcess.run(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())).exitCode()
                == 0,
        "no named pipes here");
    assertNotRegular(pipe);
    Path link = Files.createSymbolicLink(folder.resolve("link.jpg"), pipe);
    assertNotRegular(link);
  }

  @Test
  void aDeviceIsRefused() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "no /dev/zero");
    assertNotRegular(device);
  }

  private static void assertNotRegular(Path file) {
    assertThatThrownBy(() -> ImageFiles.read(file, DEFAULTS))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_REGULAR))
        .hasMessageContainingAll(file.toString(), "pipe");
    assertThatThrownBy(() -> ImageFiles.readPhoto(file, DEFAULTS)).hasMessageContaining("regular");
    assertThatThrownBy(() -> ImageFiles.probe(file, DEFAULTS)).hasMessageContaining("regular");
    assertThatThrownBy(() -> ImageFiles.readBytes(file, DEFAULTS)).hasMessageContaining("regular");
    assertThat(ImageFiles.isPicture(file)).isFalse();
  }

  @Test
  void aFileSystemThatDoesNotAnswerEndsInTheDeadline() throws Exception {
    Path file = Files.write(folder.resolve("a.png"), new byte[10]);
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<Thread> left = new CompletableFuture<>();
    ReadClock clock = ReadClock.start(Duration.ofMillis(200));
    assertThatThrownBy(
            () ->
                FileOpening.read(
                    file,
                    clock,
                    channel -> {
                      left.complete(Thread.currentThread());
                      awaitUninterruptibly(answer);
                      return 0;
                    }))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DEADLINE))
        .hasMessageContaining("200 ms");
    Thread thread = left.get(10, TimeUnit.SECONDS);
    assertThat(thread.isDaemon()).isTrue();
    answer.countDown();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void anInterruptEndsTheWaitAndStays() throws Exception {
    Path file = Files.write(folder.resolve("a.png"), new byte[10]);
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<Void> opened = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                FileOpening.read(
                    file,
                    ReadClock.start(Duration.ofHours(1)),
                    channel -> {
                      opened.complete(null);
                      awaitUninterruptibly(answer);
                      return 0;
                    });
              } catch (ImageReadException e) {
                interrupted.complete(
                    e.reason() == Reason.CANCELLED && Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                interrupted.completeExceptionally(e);
              }
            });
    reader.start();
    opened.get(10, TimeUnit.SECONDS);
    reader.interrupt();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    answer.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // as a system call that nothing ends
      }
    }
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    Path missing = folder.resolve("none.png");
    assertThatThrownBy(() -> ImageFiles.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none.png");
    assertThatThrownBy(() -> ImageFiles.probe(folder, DEFAULTS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }
}
