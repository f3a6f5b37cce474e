package io.github.matting4j.store.fetch;

import java.net.URI;

/**
 * A file that was fetched.
 *
 * @param address the address of the request that succeeded, before any redirect
 * @param bytes its size
 * @param resumed whether a part of it is from an earlier attempt
 */
public record Fetched(URI address, long bytes, boolean resumed) {}
