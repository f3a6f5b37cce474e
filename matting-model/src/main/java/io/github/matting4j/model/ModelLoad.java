package io.github.matting4j.model;

/**
 * How busy a model is, at one moment.
 *
 * @param running runs in progress, including those that their callers abandoned but that cannot be
 *     stopped; never more than the capacity
 * @param waiting callers that wait for a free slot
 * @param capacity the maximum number of runs at once, at least 1; 0 if the model does not count its
 *     callers, and then the other two are 0 as well
 */
public record ModelLoad(int running, int waiting, int capacity) {
  /** The load of a model that does not count its callers. */
  public static final ModelLoad NOT_COUNTED = new ModelLoad(0, 0, 0);
}
