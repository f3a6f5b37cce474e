package io.github.matting4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateTextTest {
  private static PrivateText of(String home, String user) {
    Properties properties = new Properties();
    properties.setProperty("user.home", home);
    properties.setProperty("user.name", user);
    return new PrivateText(properties, Map.of("HOME", home));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // the home folder, as a whole name only
        "/home/ana | ana | /home/ana/.matting4j, /home/ana | ~/.matting4j, ~",
        "/home/ana | ana | -XX:HeapDumpPath=/home/ana/x | -XX:HeapDumpPath=~/x",
        "/home/ana | ana | /home/anabel/x | /home/anabel/x",
        "C:\\Users\\Ana | Ana | c:\\users\\ana\\models | ~\\models",
        // the user's name, in paths only
        "/home/ana | ana | /data/home/ana/x | /data/home/USER/x",
        "/home/ana | ana | /tmp/matting4j-ana/native, ana | /tmp/matting4j-USER/native, ana",
        "/home/ana | ana | /media/ana/x, /media/banana/ananas | /media/USER/x, /media/banana/ananas",
        "/ | java | /opt/jdk/bin, Java 17, a java | /opt/jdk/bin, Java 17, a java",
        "? | ? | what?/x | what?/x",
        // addresses, without their protocol and port
        "/home/ana | ana | https://u:secret@firma.example:8443/a?k=v; x | https://(not shown):8443; x",
        "/home/ana | ana | http://proxy/, then | http://(not shown), then",
        "/home/ana | ana | jar:file:///home/ana/x.jar!/y | jar:file://(not shown)",
      })
  void whatIsPrivateIsReplaced(String home, String user, String text, String shown) {
    assertThat(of(home, user).of(text)).isEqualTo(shown);
  }
}
