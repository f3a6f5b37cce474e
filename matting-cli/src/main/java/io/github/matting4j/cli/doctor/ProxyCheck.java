package io.github.matting4j.cli.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How downloads would reach the network; hosts, users and passwords are not shown. Stateless. */
final class ProxyCheck {
  private static final List<String> VARIABLES =
      List.of("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
  private static final List<String> EXCEPTIONS = List.of("no_proxy", "NO_PROXY");
  private static final List<String> PROPERTIES =
      List.of("https.proxyHost", "http.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

  private ProxyCheck() {}

  static void run(Findings findings, Properties properties, Map<String, String> environment) {
    List<String> set = new ArrayList<>();
    PROPERTIES.stream()
        .filter(name -> properties.getProperty(name) != null)
        .map(name -> "Java's " + name)
        .forEach(set::add);
    VARIABLES.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .map(name -> name + " (" + kind(environment.getOrDefault(name, "")) + ")")
        .forEach(set::add);
    EXCEPTIONS.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .forEach(set::add);
    findings.ok("proxy", set.isEmpty() ? "none" : String.join(", ", set));
    findings.ok(
        "trusted certificates",
        properties.getProperty("javax.net.ssl.trustStore") == null
            ? "Java's own"
            : "those that javax.net.ssl.trustStore names");
  }

  private static String kind(String text) {
    try {
      URI proxy = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
      if (proxy.getHost() == null) {
        return "not an address, ignored";
      }
      return proxy.getScheme()
          + (proxy.getPort() < 0 ? "" : ", port " + proxy.getPort())
          + (proxy.getUserInfo() == null ? "" : ", with user and password");
    } catch (IllegalArgumentException e) {
      return "not an address, ignored";
    }
  }
}
