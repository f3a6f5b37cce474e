package io.github.matting4j.batch.source;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time passes in steps: what happens between two searches is a list. */
class WatchedPhotosTest {
  @TempDir Path folder;
  private Path inbox;

  private interface Step {
    void happen() throws IOException;
  }

  @BeforeEach
  void makeInbox() throws IOException {
    inbox = Files.createDirectories(folder.resolve("inbox"));
  }

  /** The names given between one search and the next, in order; the first line is of the first. */
  private List<List<String>> given(Step... steps) throws IOException {
    Queue<Step> rest = new ArrayDeque<>(List.of(steps));
    List<List<String>> given = new ArrayList<>();
    given.add(new ArrayList<>());
    WatchedPhotos[] watched = new WatchedPhotos[1];
    watched[0] =
        WatchedPhotos.of(
            () -> FolderSource.of(inbox),
            nanos -> {
              assertThat(Duration.ofNanos(nanos)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
              if (rest.isEmpty()) {
                watched[0].end();
                return;
              }
              try {
                rest.remove().happen();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              given.add(new ArrayList<>());
            });
    try (WatchedPhotos photos = watched[0]) {
      for (PhotoFile photo = photos.next(); photo != null; photo = photos.next()) {
        given.get(given.size() - 1).add(photo.relativePath().toString());
      }
    }
    return given;
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(inbox.resolve(name), content);
  }

  private static void nothing() {}

  @Test
  void aPhotoIsGivenOnceWhenTwoSearchesFoundItTheSame() throws IOException {
    write("old.jpg", "x");
    assertThat(
            given(
                () -> write("new.jpg", "x"),
                WatchedPhotosTest::nothing,
                WatchedPhotosTest::nothing,
                WatchedPhotosTest::nothing))
        .containsExactly(List.of(), List.of("old.jpg"), List.of("new.jpg"), List.of(), List.of());
  }

  @Test
  void oneThatIsBeingWrittenIsGivenWhenItNoLongerGrows() throws IOException {
    Step grow = () -> Files.writeString(inbox.resolve("a.jpg"), "more", APPEND);
    assertThat(given(() -> write("a.jpg", "x"), grow, grow, grow, WatchedPhotosTest::nothing))
        .containsExactly(List.of(), List.of(), List.of(), List.of(), List.of(), List.of("a.jpg"));
  }

  @Test
  void oneThatChangesIsGivenAgain() throws IOException {
    write("a.jpg", "x");
    Step touch =
        () -> Files.setLastModifiedTime(inbox.resolve("a.jpg"), FileTime.fromMillis(86_400_000));
    assertThat(given(WatchedPhotosTest::nothing, touch, WatchedPhotosTest::nothing))
        .containsExactly(List.of(), List.of("a.jpg"), List.of(), List.of("a.jpg"));
  }

  @Test
  void whatIsEmptyHiddenOrNamedAsUnfinishedIsNotGiven() throws IOException {
    write("empty.jpg", "");
    write(".hidden.jpg", "x");
    Files.write(inbox.resolve("b.jpg.part"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
    assertThat(
            given(
                WatchedPhotosTest::nothing,
                () -> Files.move(inbox.resolve("b.jpg.part"), inbox.resolve("b.jpg")),
                WatchedPhotosTest::nothing))
        .containsExactly(List.of(), List.of(), List.of(), List.of("b.jpg"));
  }

  @Test
  void aFolderThatGoesAwayIsReportedOnceAndSearchedWhenItIsBack() throws IOException {
    write("a.jpg", "x");
    Path away = folder.resolve("away");
    assertThat(
            given(
                WatchedPhotosTest::nothing,
                () -> Files.move(inbox, away),
                WatchedPhotosTest::nothing,
                WatchedPhotosTest::nothing,
                () -> Files.move(away, inbox),
                () -> write("b.jpg", "x"),
                WatchedPhotosTest::nothing))
        .containsExactly(
            List.of(),
            List.of("a.jpg"),
            List.of(),
            List.of("inbox"),
            List.of(),
            List.of(),
            List.of("a.jpg"),
            List.of("b.jpg"));
  }

  @Test
  void aSearchThatFailsIsBegunAgainAndGivesNothingTwice() throws IOException {
    write("a.jpg", "x");
    List<String> given = new ArrayList<>();
    int[] searches = {0};
    WatchedPhotos[] watched = new WatchedPhotos[1];
    watched[0] =
        WatchedPhotos.of(
            () -> {
              searches[0]++; // the first one guards results
              return searches[0] == 3 ? failing(FolderSource.of(inbox)) : FolderSource.of(inbox);
            },
            nanos -> {
              if (searches[0] == 5) {
                watched[0].end();
              }
            });
    try (WatchedPhotos photos = watched[0]) {
      for (PhotoFile photo = photos.next(); photo != null; photo = photos.next()) {
        given.add(photo.relativePath().toString());
      }
    }
    assertThat(given).containsExactly("a.jpg");
    assertThat(searches[0]).isEqualTo(5);
  }

  /** Fails after the first photo. */
  private static PhotoSource failing(FolderSource source) {
    return new PhotoSource() {
      private boolean first = true;

      @Override
      public PhotoFile next() throws IOException {
        if (!first) {
          throw new IOException("gone");
        }
        first = false;
        return source.next();
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  @Test
  void endingItEndsAWait() throws Exception {
    WatchedPhotos photos = WatchedPhotos.of(() -> FolderSource.of(inbox));
    Thread other = new Thread(photos::end);
    other.start();
    assertThat(photos.next()).isNull();
    other.join();
    photos.close();
  }
}
