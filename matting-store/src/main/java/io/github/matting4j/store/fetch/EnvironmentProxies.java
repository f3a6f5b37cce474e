package io.github.matting4j.store.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of the JVM's properties ({@code https.proxyHost}, {@code java.net.useSystemProxies}) if
 * one is set, else that of the environment ({@code HTTPS_PROXY}, {@code ALL_PROXY}, {@code
 * NO_PROXY}, in capitals or not). Addresses of this machine are always reached directly.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final List<String> PROPERTIES =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

  private final Properties properties;
  private final Map<String, String> environment;

  EnvironmentProxies(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI address) {
    if (Addresses.isLoopback(address)) {
      return List.of(Proxy.NO_PROXY);
    }
    if (PROPERTIES.stream().anyMatch(name -> properties.getProperty(name) != null)) {
      ProxySelector standard = ProxySelector.getDefault();
      return standard == null ? List.of(Proxy.NO_PROXY) : standard.select(address);
    }
    return proxy(address)
        .filter(proxy -> !isExcluded(address))
        .map(
            proxy ->
                new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy))))
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  /** User and password of the environment's proxy, if its address has them. */
  Optional<Authenticator> authenticator() {
    return proxy(URI.create("https://any/"))
        .map(URI::getUserInfo)
        .map(
            user -> {
              String[] parts = user.split(":", 2);
              String password = parts.length == 2 ? parts[1] : "";
              return new Authenticator() {
                @Override
                protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                  return getRequestorType() == RequestorType.PROXY
                      ? new PasswordAuthentication(parts[0], password.toCharArray())
                      : null;
                }
              };
            });
  }

  private Optional<URI> proxy(URI address) {
    return variable(address.getScheme() + "_proxy")
        .or(() -> variable("all_proxy"))
        .flatMap(EnvironmentProxies::parsed);
  }

  private static Optional<URI> parsed(String text) {
    try {
      URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
      return proxy.getHost() == null ? Optional.empty() : Optional.of(proxy);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int port(URI proxy) {
    int standard = "https".equals(proxy.getScheme()) ? 443 : 80;
    return proxy.getPort() < 0 ? standard : proxy.getPort();
  }

  private boolean isExcluded(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return variable("no_proxy").stream()
        .flatMap(list -> Stream.of(list.split("[,\\s]+", -1)))
        .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst();
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails with it.
  }
}
