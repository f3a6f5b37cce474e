package io.github.matting4j.store.fetch;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * A file to fetch.
 *
 * @param addresses where it is; the next one is tried if a server has no such file
 * @param userNamed whether the user named the addresses, which allows plain http on this machine
 * @param bytes its exact size, if that is known
 * @param maxBytes the largest size to accept
 */
public record FetchRequest(
    List<URI> addresses, boolean userNamed, OptionalLong bytes, long maxBytes) {
  /** Checks that there is an address. */
  public FetchRequest {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("there is no address; name at least one");
    }
  }
}
