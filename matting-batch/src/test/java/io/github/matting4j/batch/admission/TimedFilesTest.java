package io.github.matting4j.batch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.batch.Uninterrupted;
import io.github.matting4j.batch.manifest.FileStamp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file system that does not answer. */
@Timeout(60)
class TimedFilesTest {
  private static final Path FILE = Path.of("share", "p.jpg");

  private final CountDownLatch answer = new CountDownLatch(1);

  private int stuck() {
    Uninterrupted.await(answer);
    return 0;
  }

  @AfterEach
  void endTheCalls() {
    answer.countDown();
  }

  @Test
  void theDeadlineEndsTheWaitAndTheFileIsNamed() {
    assertThatThrownBy(() -> TimedFiles.call(FILE, Duration.ofMillis(50), this::stuck))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContainingAll(FILE.toString(), "did not answer within 50 ms; check");
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> TimedFiles.call(FILE, Duration.ofHours(1), this::stuck))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void whatTheCallThrowsIsThrown() {
    IOException failure = new IOException("broken");
    assertThatThrownBy(
            () ->
                TimedFiles.call(
                    FILE,
                    Duration.ofHours(1),
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void aFileIsLookedAtWithinATime() {
    assertThatThrownBy(() -> FileStamp.of(FILE, Duration.ZERO))
        .hasMessageContaining("did not answer within 0 ms");
  }
}
