package io.github.matting4j.testing;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Class loaders as a servlet container has them: each with all of this class path for itself. */
public final class ClassLoaders {
  private ClassLoaders() {}

  /** A class loader that shares nothing but the JDK with others. */
  public static URLClassLoader isolated() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /**
   * Calls a fresh instance of a class as that loader has it, in a thread that has the loader as its
   * context.
   *
   * @param task has a constructor without parameters; returns something of the JDK
   */
  public static <T> T call(ClassLoader loader, Class<? extends Callable<T>> task) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      var constructor = loader.loadClass(task.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked") // Callable is the JDK's, so all loaders share it
      Callable<T> callable = (Callable<T>) constructor.newInstance();
      return callable.call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
