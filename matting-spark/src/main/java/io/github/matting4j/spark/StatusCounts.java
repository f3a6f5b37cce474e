package io.github.matting4j.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.util.AccumulatorV2;

/**
 * How many photos ended how: by status, and for failures by kind. Spark counts one attempt of each
 * task of an action. Thread-safe, as heartbeats read it while a task counts.
 */
final class StatusCounts extends AccumulatorV2<Row, Map<String, Long>> {
  private static final long serialVersionUID = 1L;
  private static final int STATUS = ResultRow.SCHEMA.fieldIndex("status");
  private static final int ERROR = ResultRow.SCHEMA.fieldIndex("error");

  private final Map<String, Long> counts = Collections.synchronizedMap(new TreeMap<>());

  /** The same rows, counted as they are read. */
  Iterator<Row> counting(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        add(row);
        return row;
      }
    };
  }

  @Override
  public void add(Row row) {
    String status = row.getString(STATUS);
    counts.merge(row.isNullAt(ERROR) ? status : status + " " + row.getString(ERROR), 1L, Long::sum);
  }

  @Override
  public void merge(AccumulatorV2<Row, Map<String, Long>> other) {
    other.value().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  @Override
  public Map<String, Long> value() {
    synchronized (counts) {
      return new TreeMap<>(counts);
    }
  }

  @Override
  public boolean isZero() {
    return counts.isEmpty();
  }

  @Override
  public StatusCounts copy() {
    StatusCounts copy = new StatusCounts();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    counts.clear();
  }
}
