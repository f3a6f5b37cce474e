package io.github.matting4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PrivateTextTest {
  private static PrivateText of(String home, String user) {
    Properties properties = new Properties();
    properties.setProperty("user.home", home);
    properties.setProperty("user.name", user);
    return new PrivateText(properties, Map.of("HOME", home));
  }

  @Test
  void theHomeFolderIsATilde() {
    PrivateText text = of("/home/ana", "ana");
    assertThat(text.of("/home/ana/.matting4j, /home/ana")).isEqualTo("~/.matting4j, ~");
    assertThat(text.of("-XX:HeapDumpPath=/home/ana/x")).isEqualTo("-XX:HeapDumpPath=~/x");
    assertThat(text.of("/home/anabel/x and /data/home/ana/x"))
        .isEqualTo("/home/anabel/x and /data/home/USER/x");
    assertThat(of("C:\\Users\\Ana", "Ana").of("c:\\users\\ana\\models")).isEqualTo("~\\models");
  }

  @Test
  void theUsersNameIsHiddenInPathsOnly() {
    PrivateText text = of("/home/ana", "ana");
    assertThat(text.of("/tmp/matting4j-ana/native, /media/ana/x, /media/banana/ananas, ana"))
        .isEqualTo("/tmp/matting4j-USER/native, /media/USER/x, /media/banana/ananas, ana");
    assertThat(of("/", "java").of("/opt/jdk/bin, Java 17, a java")).contains("Java 17, a java");
    assertThat(of("?", "?").of("what?/x")).isEqualTo("what?/x");
  }

  @Test
  void addressesLoseAllButProtocolAndPort() {
    PrivateText text = of("/home/ana", "ana");
    assertThat(text.of("no connection to https://u:secret@mirror.firma.example:8443/a?k=v; retry"))
        .isEqualTo("no connection to https://(not shown):8443; retry");
    assertThat(text.of("http://proxy/, then")).isEqualTo("http://(not shown), then");
    assertThat(text.of("jar:file:///home/ana/x.jar!/y")).doesNotContain("ana");
  }
}
