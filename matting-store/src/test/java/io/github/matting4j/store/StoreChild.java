package io.github.matting4j.store;

import io.github.matting4j.store.fetch.Waiting;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Installs {@code pinned-net} in a JVM of its own. Arguments: the model folder, the mirror, and
 * after how many events the JVM ends at once, as if killed; 0 for never.
 */
final class StoreChild {
  static final int KILLED = 137;

  private StoreChild() {}

  public static void main(String[] args) throws Exception {
    int last = Integer.parseInt(args[2]);
    StoreContext context =
        TestStore.context(
            Waiting.real(),
            folder -> Long.MAX_VALUE,
            new TestStore.JoiningConverter(),
            (id, file) -> java.util.List.of());
    InstallListener listener =
        new InstallListener() {
          private int events;

          private void event() {
            if (++events == last) {
              Runtime.getRuntime().halt(KILLED); // no hooks, no finally: what a kill does
            }
          }

          @Override
          public void step(String model, Step step, String detail) {
            System.out.println(step);
            event();
          }

          @Override
          public void progress(long bytes, OptionalLong total) {
            event();
          }
        };
    InstalledModel installed =
        ModelStore.at(Path.of(args[0]), context)
            .install(
                "pinned-net",
                InstallOptions.defaults()
                    .acceptLicence()
                    .mirror(URI.create(args[1]))
                    .listener(listener));
    System.out.println("installed " + installed.sha256());
  }
}
