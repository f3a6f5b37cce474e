package io.github.matting4j.store.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentProxiesTest {
  @TempDir Path folder;

  private static String proxy(String address, Map<String, String> environment) {
    Proxy proxy =
        new EnvironmentProxies(new Properties(), environment).select(URI.create(address)).get(0);
    return proxy.address() instanceof InetSocketAddress socket
        ? socket.getHostString() + ":" + socket.getPort()
        : "none";
  }

  @Test
  void theEnvironmentNamesTheProxy() {
    String address = "https://example.org/a";
    assertThat(proxy(address, Map.of())).isEqualTo("none");
    assertThat(proxy(address, Map.of("HTTPS_PROXY", "http://p.example:3128/")))
        .isEqualTo("p.example:3128");
    assertThat(proxy(address, Map.of("https_proxy", "p.example:3128"))).isEqualTo("p.example:3128");
    assertThat(proxy(address, Map.of("ALL_PROXY", "http://p.example"))).isEqualTo("p.example:80");
    assertThat(proxy(address, Map.of("HTTPS_PROXY", "::no proxy::"))).isEqualTo("none");
    assertThat(proxy(address, Map.of("HTTP_PROXY", "p.example:1"))).isEqualTo("none");
  }

  @Test
  void someAddressesAreReachedDirectly() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "p.example:3128", "NO_PROXY", "intern.example, .other.example");
    assertThat(proxy("https://intern.example/", environment)).isEqualTo("none");
    assertThat(proxy("https://a.intern.example/", environment)).isEqualTo("none");
    assertThat(proxy("https://a.other.example/", environment)).isEqualTo("none");
    assertThat(proxy("https://notintern.example/", environment)).isEqualTo("p.example:3128");
    assertThat(proxy("https://127.0.0.1:99/", environment)).isEqualTo("none");
    assertThat(proxy("https://a/", Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "*")))
        .isEqualTo("none");
  }

  @Test
  void aFetchGoesThroughTheProxy() throws Exception {
    try (RudeServer server = new RudeServer(RudeServer.status(502))) {
      Fetcher fetcher =
          new Fetcher(
              FetchTimeouts.STANDARD,
              new FakeTime(),
              new Properties(),
              Map.of("HTTPS_PROXY", "http://127.0.0.1:" + server.port()));
      FetchRequest request =
          new FetchRequest(
              List.of(URI.create("https://models.example/net.zip")),
              false,
              OptionalLong.empty(),
              1000);
      FetchListener silent =
          new FetchListener() {
            @Override
            public void sized(OptionalLong total, long present) {}

            @Override
            public void progress(long present, OptionalLong total) {}

            @Override
            public void note(String sentence) {}
          };
      assertThatThrownBy(() -> fetcher.fetch(request, folder.resolve("part"), silent))
          .isInstanceOf(FetchException.class);
      assertThat(server.requests().get(0).line()).startsWith("CONNECT models.example:443 ");
    }
  }
}
