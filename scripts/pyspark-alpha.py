#!/usr/bin/env python3
"""The SQL function matting_alpha from Python: mattes of a folder's photos, written to another one.

With the results of "matting batch PHOTOS -o EXPECTED --which alpha" it compares each of them.

usage: pyspark-alpha.py JAR PHOTOS OUT [EXPECTED]

JAR is matting-spark/target/matting-spark-batch.jar; MASTER in the environment names a cluster (default:
local[2]). Run it with the Python that pyspark is installed in. Ends with 1 if a matte differs.
"""

import os
import pathlib
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import BinaryType


def main(jar, photos, out, expected=None):
    spark = (
        SparkSession.builder.appName("matting_alpha")
        .master(os.environ.get("MASTER", "local[2]"))
        .config("spark.jars", jar)
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.udf.registerJavaFunction("matting_alpha", "io.github.matting4j.spark.MattingAlpha", BinaryType())
    rows = (
        spark.read.format("binaryFile")
        .option("pathGlobFilter", "*.{jpg,jpeg,png,tif,tiff}")
        .load(photos)
        .selectExpr("path", "matting_alpha(content) AS alpha")
        .collect()
    )
    pathlib.Path(out).mkdir(parents=True, exist_ok=True)
    differing = 0
    for row in rows:
        name = pathlib.PurePosixPath(row.path).stem + "_alpha.png"
        if row.alpha is None:
            print(f"{row.path}: no matte")
            continue
        data = bytes(row.alpha)
        (pathlib.Path(out) / name).write_bytes(data)
        if expected is not None and (pathlib.Path(expected) / name).read_bytes() != data:
            print(f"{name} differs")
            differing += 1
    mattes = sum(row.alpha is not None for row in rows)
    print(f"{len(rows)} photos, {mattes} mattes" + ("" if expected is None else f", {differing} differ"))
    spark.stop()
    return 1 if differing else 0


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
