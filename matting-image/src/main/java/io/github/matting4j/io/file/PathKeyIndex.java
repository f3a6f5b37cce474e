package io.github.matting4j.io.file;

import java.util.Arrays;

/**
 * A map from long to non-negative long in two arrays: about 25 bytes an entry, so that millions of
 * photos fit in memory. Not thread-safe.
 */
public final class PathKeyIndex {
  /** What {@link #get} gives for a key that is not there. */
  public static final long ABSENT = -1;

  private static final int FIRST_SLOTS = 1 << 10;

  private long[] keys = new long[FIRST_SLOTS];
  private long[] values = absent(FIRST_SLOTS);
  private int size;

  private static long[] absent(int slots) {
    long[] values = new long[slots];
    Arrays.fill(values, ABSENT);
    return values;
  }

  /** The value of a key, or {@link #ABSENT}. */
  public long get(long key) {
    return values[slot(keys, values, key)];
  }

  /**
   * Sets the value of a key.
   *
   * @throws IllegalArgumentException if the value is negative
   */
  public void put(long key, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("value is " + value + "; it must not be negative");
    }
    int slot = slot(keys, values, key);
    size += values[slot] == ABSENT ? 1 : 0;
    keys[slot] = key;
    values[slot] = value;
    if (size > keys.length / 4 * 3) {
      grow();
    }
  }

  /** How many keys have a value. */
  public int size() {
    return size;
  }

  private void grow() {
    long[] newKeys = new long[keys.length * 2];
    long[] newValues = absent(newKeys.length);
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != ABSENT) {
        int slot = slot(newKeys, newValues, keys[i]);
        newKeys[slot] = keys[i];
        newValues[slot] = values[i];
      }
    }
    keys = newKeys;
    values = newValues;
  }

  /** Where the key is, or would go. Keys are hashes already: their low bits are as good as any. */
  private static int slot(long[] keys, long[] values, long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
