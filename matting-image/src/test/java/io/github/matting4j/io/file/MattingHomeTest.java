package io.github.matting4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MattingHomeTest {
  @TempDir Path folder;
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void nothingIsSet() {
    properties.setProperty("user.home", "?");
    properties.setProperty("user.name", "ana");
    properties.setProperty("java.io.tmpdir", folder.toString());
  }

  private Path home() {
    return new MattingHome(properties, environment).resolve();
  }

  private Path make(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  @Test
  void theEarlierOfThePlacesWins() throws Exception {
    assertThat(home()).isEqualTo(folder.resolve("matting4j-ana"));
    environment.put("XDG_DATA_HOME", make("data").toString());
    assertThat(home()).isEqualTo(folder.resolve("data/matting4j"));
    environment.put("HOME", make("variable").toString());
    assertThat(home()).isEqualTo(folder.resolve("variable/.matting4j"));
    properties.setProperty("user.home", make("home").toString());
    assertThat(home()).isEqualTo(folder.resolve("home/.matting4j"));
    environment.put("MATTING4J_HOME", "/srv/variable");
    assertThat(home()).isEqualTo(Path.of("/srv/variable").toAbsolutePath());
    properties.setProperty("matting4j.home", "/srv/property");
    assertThat(home()).isEqualTo(Path.of("/srv/property").toAbsolutePath());
  }

  @Test
  void homesThatAreNoneAreSkipped() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Files.createFile(make("taken").resolve(".matting4j"));
    for (String absent :
        new String[] {
          "?", "", "relative", "/nonexistent", "\0", file.toString(), folder + "/taken"
        }) {
      properties.setProperty("user.home", absent);
      assertThat(home()).as(absent).isEqualTo(folder.resolve("matting4j-ana"));
    }
    properties.remove("user.home");
    assertThat(home()).isEqualTo(folder.resolve("matting4j-ana"));
  }

  @Test
  void aUserWithoutANameHasANumber() {
    properties.setProperty("user.name", "?");
    assertThat(home().getFileName().toString()).matches("matting4j-(\\d+|unnamed)");
    properties.setProperty("user.name", "../x");
    assertThat(home().getParent()).isEqualTo(folder);
  }

  @Test
  void askingCreatesNothing() {
    home();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkInTheTemporaryFolderIsNotFollowed() throws Exception {
    Files.createSymbolicLink(folder.resolve("matting4j-ana"), make("foreign"));
    assertThat(home()).isEqualTo(folder.resolve("matting4j-ana-2"));
  }
}
