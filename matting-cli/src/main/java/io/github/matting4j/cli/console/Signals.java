package io.github.matting4j.cli.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What happens on Ctrl-C. A shutdown hook is no place to finish work: hooks run side by side, and
 * the engine's own hook frees what a run still uses. So the signal itself is caught, by reflection
 * because the class that does it ({@code sun.misc.Signal}) is not part of Java SE; where it is
 * missing, Ctrl-C ends the JVM at once, which a batch survives like a kill.
 */
public final class Signals {
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private Signals() {}

  /**
   * Runs this at the first SIGINT or SIGTERM, with the signal's number; the second ends the JVM at
   * once.
   */
  public static void atFirst(IntConsumer action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler first =
          new InvocationHandler() {
            private boolean seen;

            @Override
            public synchronized Object invoke(
                Object proxy, java.lang.reflect.Method method, Object[] arguments) {
              if (!method.getName().equals("handle")) {
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "signal handler";
                };
              }
              int number = NUMBERS.getOrDefault(name(arguments[0]), 0);
              if (seen) {
                Runtime.getRuntime().halt(ExitCode.ofSignal(number));
              }
              seen = true;
              action.accept(number);
              return Signals.class; // ignored
            }
          };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, first);
      for (String name : NUMBERS.keySet()) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Not here, or the signal is in other use.
    }
  }

  /** {@code INT} of {@code SIGINT}, which is how the JDK prints one. */
  private static String name(Object signal) {
    String text = signal.toString();
    return text.startsWith("SIG") ? text.substring(3) : text;
  }
}
