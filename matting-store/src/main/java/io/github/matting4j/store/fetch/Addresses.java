package io.github.matting4j.store.fetch;

import java.net.URI;
import java.util.Locale;

/**
 * Which addresses may be fetched: https; http only on this machine, and only if the user named it.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * Checks an address.
   *
   * @throws FetchException if it may not be fetched
   */
  static void require(URI address, boolean userNamed) throws FetchException {
    String scheme = scheme(address);
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      throw new FetchException.InvalidAddress(
          "the address " + shown(address) + " is not of the form https://HOST/PATH");
    }
    if (scheme.equals("https") || (scheme.equals("http") && userNamed && isLoopback(address))) {
      return;
    }
    throw new FetchException.InvalidAddress(
        "the address "
            + shown(address)
            + " is not encrypted; only https is used, and http on this machine as a mirror");
  }

  /**
   * Where a redirect leads.
   *
   * @throws FetchException if it may not be followed
   */
  static URI redirect(URI from, String location, boolean userNamed) throws FetchException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FetchException(shown(from) + " redirects to '" + location + "', no address", e);
    }
    try {
      require(to, userNamed && isLoopback(from));
    } catch (FetchException e) {
      throw new FetchException(shown(from) + " redirects, but " + e.getMessage(), e);
    }
    return to;
  }

  /** Without user, password and query, which may hold secrets. */
  public static String shown(URI address) {
    return address.getHost() == null
        ? String.valueOf(address.getScheme()) + ":..."
        : address.getScheme()
            + "://"
            + address.getHost()
            + (address.getPort() < 0 ? "" : ":" + address.getPort())
            + address.getRawPath();
  }

  static boolean isLoopback(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static String scheme(URI address) {
    return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
  }
}
