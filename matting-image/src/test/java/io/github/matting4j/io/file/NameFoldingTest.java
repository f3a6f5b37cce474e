package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameFoldingTest {
  private static final String COMPOSED = "Straße/\u00c9.png";
  private static final String DECOMPOSED = "Straße/E\u0301.png";
  private static final String OTHER_CASE = "STRASSE/e\u0301.PNG";

  @Test
  void eachFoldsWhatItsFileSystemDoes() {
    assertThat(NameFolding.EXACT.fold(COMPOSED)).isEqualTo(COMPOSED);
    assertThat(NameFolding.NORMALIZATION.fold(DECOMPOSED)).isEqualTo(COMPOSED);
    assertThat(NameFolding.NORMALIZATION.fold(OTHER_CASE)).isNotEqualTo(COMPOSED);
    assertThat(NameFolding.CASE.fold(OTHER_CASE)).isEqualTo(NameFolding.CASE.fold(COMPOSED));
  }

  @Test
  void theFileSystemIsAsked(@TempDir Path folder) {
    boolean folds = Files.exists(Path.of(folder.toString().toUpperCase(Locale.ROOT)));
    assertThat(NameFolding.of(folder) == NameFolding.CASE).isEqualTo(folds);
    assertThat(NameFolding.of(folder.resolve("none/123"))).isEqualTo(NameFolding.of(folder));
  }
}
