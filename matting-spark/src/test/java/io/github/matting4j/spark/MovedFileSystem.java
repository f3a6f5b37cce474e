package io.github.matting4j.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under a scheme of their own, as a file system that is not local. */
public final class MovedFileSystem extends RawLocalFileSystem {
  @Override
  public String getScheme() {
    return "moved";
  }

  @Override
  public URI getUri() {
    return URI.create("moved:///");
  }

  /** The same for callers of the other interface. */
  public static final class Moved extends DelegateToFileSystem {
    public Moved(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(URI.create("moved:///"), new MovedFileSystem(), hadoop, "moved", false);
    }
  }
}
