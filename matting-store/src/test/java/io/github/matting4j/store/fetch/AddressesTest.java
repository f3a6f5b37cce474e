package io.github.matting4j.store.fetch;

import static io.github.matting4j.store.fetch.RudeServer.file;
import static io.github.matting4j.store.fetch.RudeServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.matting4j.testing.ChildProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are fetched from, and which redirects are followed. */
@Timeout(60)
class AddressesTest extends FetchTestCase {
  @Test
  void aRedirectIsFollowedButNotForever() throws Exception {
    try (RudeServer server =
        new RudeServer(status(302, "Location: /other/net.zip"), file(CONTENT, TAG))) {
      fetchFrom(server);
      assertThat(server.requests().get(1).path()).isEqualTo("/other/net.zip");
      assertThat(part()).hasBinaryContent(CONTENT);
    }
    try (RudeServer server = new RudeServer(status(302, "Location: /net.zip"))) {
      assertRefused(server, "redirects more than 5 times");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org/net.zip, is not encrypted",
    "http://10.0.0.1/net.zip, is not encrypted",
    "ftp://127.0.0.1/net.zip, is not encrypted",
    "file:///etc/passwd, is not of the form",
    "https://user:secret@example.org/, is not of the form",
    "http://[, no address"
  })
  void aRedirectOutOfTheEncryptionIsRefused(String location, String message) throws Exception {
    try (RudeServer server = new RudeServer(status(301, "Location: " + location))) {
      assertRefused(server, "redirects", message);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void fromAnEncryptedAddressNoRedirectLeadsToThisMachine() throws Exception {
    URI from = URI.create("https://example.org/a/net.zip");
    assertThat(Addresses.redirect(from, "../b.zip", true))
        .isEqualTo(URI.create("https://example.org/b.zip"));
    assertThat(Addresses.redirect(from, "https://cdn.example.org/b.zip", false))
        .hasHost("cdn.example.org");
    assertThatThrownBy(() -> Addresses.redirect(from, "http://127.0.0.1/b.zip", true))
        .hasMessageContaining("is not encrypted");
    assertThatThrownBy(() -> Addresses.redirect(from, "http://example.org/b.zip", true))
        .hasMessageContaining("is not encrypted");
  }

  @Test
  void plainHttpIsForThisMachineAndForThoseWhoNameIt() throws Exception {
    assertThatThrownBy(() -> fetch(URI.create("http://example.org/net.zip")))
        .hasMessageContaining("is not encrypted; only https is used");
    userNamed = false;
    try (RudeServer server = new RudeServer(file(CONTENT, TAG))) {
      assertRefused(server, "is not encrypted");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsRefused() throws Exception {
    Path store = folder.resolve("key.p12");
    ChildProcess.Outcome keytool =
        ChildProcess.run(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storepass",
                "secret",
                "-keystore",
                store.toString()));
    assumeTrue(keytool.exitCode() == 0, "keytool makes no key here: " + keytool.output());
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.start();
    try {
      URI address = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/net.zip");
      assertThatThrownBy(() -> fetch(address))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("no secure connection to " + address);
      assertThat(time.waits()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theNextAddressIsTriedWhereThereIsNoSuchFile() throws Exception {
    try (RudeServer server = new RudeServer(status(404), file(CONTENT, TAG))) {
      Fetched fetched = fetch(server.uri("/net.zip"), server.uri("/deploy/net.zip"));
      assertThat(fetched.address()).isEqualTo(server.uri("/deploy/net.zip"));
      assertThat(part()).hasBinaryContent(CONTENT);
    }
  }
}
