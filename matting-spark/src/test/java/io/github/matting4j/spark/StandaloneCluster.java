package io.github.matting4j.spark;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A master and two workers of one core each, as processes on the loopback interface, of the jars of
 * the tests' class path.
 */
final class StandaloneCluster implements AutoCloseable {
  private final Path folder;
  private final Path home;
  private final int port;
  private final List<Process> processes = new ArrayList<>();
  private final StringBuilder folders = new StringBuilder();

  private StandaloneCluster(Path folder) throws IOException {
    this.folder = folder;
    this.home = Files.createDirectories(folder.resolve("spark"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        folders.append(folders.isEmpty() ? "" : File.pathSeparator).append(path);
      } else if (Files.isRegularFile(path)) {
        Files.createSymbolicLink(
            jars.resolve(jars.toFile().list().length + "-" + path.getFileName()), path);
      }
    }
  }

  /**
   * Starts it.
   *
   * @param workerOptions of the workers' JVMs
   */
  static StandaloneCluster start(Path folder, String... workerOptions) throws Exception {
    StandaloneCluster cluster = new StandaloneCluster(folder);
    cluster.process(
        "deploy.master.Master",
        List.of(),
        "--host",
        "127.0.0.1",
        "--port",
        "" + cluster.port,
        "--webui-port",
        "0");
    for (int i = 1; i <= 2; i++) {
      cluster.worker(i, List.of(workerOptions));
    }
    return cluster;
  }

  private void worker(int number, List<String> options) throws Exception {
    process(
        "deploy.worker.Worker",
        options,
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "2g",
        "--work-dir",
        folder.resolve("work" + number).toString(),
        "--webui-port",
        "0",
        master());
  }

  private String master() {
    return "spark://127.0.0.1:" + port;
  }

  /** What Spark's launcher passes to its JVMs. */
  private static Stream<String> moduleOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-Dio.netty"));
  }

  private ChildJvm jvm(String... options) {
    return ChildJvm.with(Stream.concat(moduleOptions(), Stream.of(options)).toArray(String[]::new))
        .environment("SPARK_HOME", home.toString())
        .environment("SPARK_SCALA_VERSION", "2.13")
        .environment("SPARK_LOCAL_IP", "127.0.0.1");
  }

  private void process(String main, List<String> options, String... arguments) throws Exception {
    Class<?> type = Class.forName("org.apache.spark." + main, false, getClass().getClassLoader());
    List<String> all = new ArrayList<>(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    all.addAll(options);
    Process process = jvm(all.toArray(String[]::new)).start(type, arguments);
    processes.add(process);
    Thread reader =
        new Thread(
            () -> {
              try (var out = process.getInputStream()) {
                Files.copy(out, folder.resolve(processes.size() + "-" + process.pid() + ".log"));
              } catch (IOException e) {
                // The process was killed.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  /** Runs the main class on the cluster, for a few photos. */
  ChildProcess.Outcome batch(int seconds, List<String> options, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add(0, "-Dspark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return driver(all).run(seconds, SparkBatch.class, arguments);
  }

  /** A JVM whose session is one of this cluster, with these options of Spark and of the JVM. */
  ChildJvm driver(List<String> options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-Dspark.master=" + master(),
                "-Dspark.executor.cores=1",
                "-Dspark.executor.memory=1g",
                "-Dspark.executor.extraClassPath=" + folders,
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.ui.enabled=false",
                "-Dspark.sql.shuffle.partitions=4"));
    all.addAll(options);
    return jvm(all.toArray(String[]::new));
  }

  /** Kills a worker and its executors, as a lost machine does. */
  void killWorker(int number) throws InterruptedException {
    Process worker = processes.get(number);
    List<ProcessHandle> executors = worker.descendants().toList();
    ChildProcess.kill(worker);
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** How many executor processes run on a worker. */
  long executors(int number) {
    return processes.get(number).descendants().count();
  }

  /** The executors of both workers. */
  List<Long> executorPids() {
    return processes.stream()
        .flatMap(process -> process.descendants())
        .map(ProcessHandle::pid)
        .sorted()
        .toList();
  }

  /** All processes of the cluster. */
  Stream<ProcessHandle> processes() {
    return processes.stream()
        .flatMap(process -> Stream.concat(Stream.of(process.toHandle()), process.descendants()));
  }

  @Override
  public void close() throws InterruptedException, IOException {
    for (Process process : processes) {
      List<ProcessHandle> children = process.descendants().toList();
      ChildProcess.kill(process);
      children.forEach(ProcessHandle::destroyForcibly);
    }
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      for (Path jar : jars.toList()) {
        Files.delete(jar);
      }
    }
  }
}
