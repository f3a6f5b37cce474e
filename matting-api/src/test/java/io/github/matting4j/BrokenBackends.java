package io.github.matting4j;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import java.util.List;
import java.util.Map;

/** Every way in which a backend can be broken, one class each, and one that works. */
final class BrokenBackends {
  private BrokenBackends() {}

  private abstract static class One extends FakeBackend {
    One(String id) {
      super("test", ModelDescriptor.Role.OFFICIAL, Map.of(id, new Availability.Ready("somewhere")));
    }
  }

  /** Works. */
  public static final class Working extends One {
    public Working() {
      super("working");
    }
  }

  /** Throws when made. */
  public static final class ConstructorThrows extends One {
    public ConstructorThrows() {
      super("x");
      throw new IllegalStateException("no licence key");
    }
  }

  /** Cannot be initialised for want of a class. */
  public static final class ClassMissing extends One {
    static final int VALUE = fail();

    public ClassMissing() {
      super("x");
    }

    private static int fail() {
      throw new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment");
    }
  }

  /** Cannot be initialised for want of a native library. */
  public static final class NativeLibraryMissing extends One {
    static final int VALUE = fail();

    public NativeLibraryMissing() {
      super("x");
    }

    private static int fail() {
      throw new UnsatisfiedLinkError("no foo in java.library.path");
    }
  }

  /** Has no constructor that the service loader could call. */
  public static final class WithoutConstructor extends One {
    public WithoutConstructor(String id) {
      super(id);
    }
  }

  /** Cannot say what it has. */
  public static final class DescriptorsThrow extends One {
    public DescriptorsThrow() {
      super("x");
    }

    @Override
    public List<ModelDescriptor> descriptors() {
      throw new UnsupportedOperationException("not yet");
    }
  }

  /** Says nothing about what it has. */
  public static final class DescriptorsNull extends One {
    public DescriptorsNull() {
      super("x");
    }

    @Override
    public List<ModelDescriptor> descriptors() {
      return null;
    }
  }

  /** Says what it has but not whether it is here. */
  public static final class ProbeThrows extends One {
    public ProbeThrows() {
      super("probe-throws");
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      throw new NoSuchMethodError("old jar");
    }
  }

  /** Answers nothing when asked. */
  public static final class ProbeNull extends One {
    public ProbeNull() {
      super("probe-null");
    }

    @Override
    public Availability probe(String id, OpenOptions options) {
      return null;
    }
  }

  /** Is ready until it is opened. */
  public static final class OpenLacksClass extends One {
    public OpenLacksClass() {
      super("open-lacks-class");
    }

    @Override
    public MattingModel open(String id, OpenOptions options) {
      throw new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment");
    }
  }
}
