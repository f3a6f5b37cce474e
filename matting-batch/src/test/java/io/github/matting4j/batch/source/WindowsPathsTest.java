package io.github.matting4j.batch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.io.file.LocalPath;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Paths and patterns as Windows has them, on a model of its file system; it lacks paths that are
 * relative to a drive or to the current one's root.
 */
class WindowsPathsTest {
  private final FileSystem windows =
      Jimfs.newFileSystem(
          Configuration.windows().toBuilder()
              .setRoots("C:\\", "D:\\")
              .setWorkingDirectory("C:\\work")
              .setAttributeViews("basic")
              .build());
  private final Path results = windows.getPath("D:\\results");

  @BeforeEach
  void files() throws Exception {
    Files.createDirectories(windows.getPath("C:\\photos\\2024"));
    for (String file : List.of("C:\\top.jpg", "C:\\photos\\ana.jpg", "C:\\photos\\2024\\Ben.JPG")) {
      Files.write(windows.getPath(file), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
    }
  }

  @AfterEach
  void close() throws Exception {
    windows.close();
  }

  private List<String> found(String pattern) throws Exception {
    List<String> found = new ArrayList<>();
    try (GlobSource source = GlobSource.of(windows, pattern, Optional.empty(), results)) {
      for (PhotoFile photo = source.next(); photo != null; photo = source.next()) {
        if (photo.problem().isEmpty()) {
          found.add(photo.file().toString());
        }
      }
    }
    return found;
  }

  @Test
  void aPatternIsSearchedBelowItsDriveAndFolder() throws Exception {
    assertThat(found("C:\\photos\\*.jpg")).containsExactly("C:\\photos\\ana.jpg");
    assertThat(found("C:/photos/**")).hasSize(2);
    assertThat(found("C:\\*.jpg")).containsExactly("C:\\top.jpg");
    assertThat(found("C:\\photos\\**\\*.jpg")).containsExactly("C:\\photos\\2024\\Ben.JPG");
  }

  @Test
  void resultsStayInTheirFolder() {
    OutputPattern pattern = OutputPattern.in(results, "alpha");
    assertThat(pattern.outputs(photo("2024\\Ben.JPG")))
        .containsEntry("alpha", windows.getPath("D:\\results\\2024\\Ben_alpha.png"));
    for (String path : List.of("C:\\photos\\ana.jpg", "C:\\work\\..\\photos\\ana.jpg")) {
      assertThat(pattern.outputs(ListSource.photo(windows.getPath(path), Optional.empty())))
          .as(path)
          .containsEntry("alpha", windows.getPath("D:\\results\\ana_alpha.png"));
    }
  }

  private PhotoFile photo(String relative) {
    return new PhotoFile(
        windows.getPath("C:\\photos").resolve(relative), windows.getPath(relative));
  }

  @Test
  void pathsWithARootAreNoRelativePaths() {
    for (String path : List.of("C:\\x.jpg", "..\\x.jpg", "a\\..\\..\\x.jpg")) {
      Path rooted = windows.getPath(path);
      assertThatThrownBy(() -> new PhotoFile(rooted, rooted))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPatternOfResultsDoesNotLeadOut() {
    for (String pattern : List.of("C:\\{name}.png", "..\\{name}.png", "a\\..\\..\\{name}.png")) {
      assertThatThrownBy(() -> OutputPattern.of(results, pattern, List.of("alpha")))
          .as(pattern)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leads out of the folder");
    }
    assertThat(
            OutputPattern.of(results, "{dir}\\{name}.png", List.of("alpha"))
                .outputs(photo("2024\\Ben.JPG")))
        .containsEntry("alpha", windows.getPath("D:\\results\\2024\\Ben.png"));
  }

  @Test
  void wordsOfOptionsAreNotTakenForFiles() {
    assertThat(LocalPath.existing(windows, "blur:10")).isEmpty();
    assertThat(LocalPath.existing(windows, "*.jpg")).isEmpty();
    assertThat(LocalPath.existing(windows, "C:\\photos\\ANA.jpg")).isPresent();
  }
}
