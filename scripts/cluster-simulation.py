#!/usr/bin/env python3
"""Simulates a day of photos on a Spark cluster: how much time is lost to uneven photos and lost nodes.

Each task of a number of photos goes to the first free core. A photo takes a constant and a time per
megapixel; sizes are a mix of 2 and 12 megapixels, in runs as cameras leave them in folders. A lost
node ends the tasks of its cores, which are done again from their start.

usage: cluster-simulation.py [PHOTOS]
"""

import heapq
import random
import sys

# Core-seconds per photo, JPEG to RGBA PNG with PP-MattingV2; docs/measurements/performance.md, 2 workers.
SECONDS_2MP = 2 * 60 / 888
SECONDS_12MP = 2 * 60 / 483
RECOVERY_SECONDS = 120


def photos(count, rng, shuffled):
    """Seconds of each photo: a tenth are large, in runs of 200."""
    seconds = []
    while len(seconds) < count:
        large = rng.random() < 0.1
        seconds += [SECONDS_12MP if large else SECONDS_2MP] * 200
    seconds = seconds[:count]
    if shuffled:
        rng.shuffle(seconds)
    return seconds


def split(seconds, cores, per_task, tapered):
    """Seconds of each task, the last one first; tapered as SparkBatch does it (TaskPartitioner)."""
    tasks = []
    done = 0
    while done < len(seconds):
        left = len(seconds) - done
        size = min(per_task, max(4, left // (2 * cores))) if tapered else per_task
        tasks.append(sum(seconds[done : done + size]))
        done += size
    return tasks[::-1]


def run(seconds, cores, tasks, losses_per_node_hour, rng):
    """The time of the whole run, as a multiple of the ideal."""
    free = [(0.0, core) for core in range(cores)]
    heapq.heapify(free)
    end = 0.0
    rate = losses_per_node_hour / 3600
    while tasks:
        start, core = heapq.heappop(free)
        task = tasks.pop()
        lost = rng.expovariate(rate) if rate else float("inf")
        if lost < task:
            tasks.append(task)
            heapq.heappush(free, (start + lost + RECOVERY_SECONDS, core))
        else:
            end = max(end, start + task)
            heapq.heappush(free, (start + task, core))
    return end / (sum(seconds) / cores)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    cores = 64
    print(f"{count} photos, {cores} cores; time as a multiple of the ideal")
    print("| photos per task | in folders' order | shuffled | shuffled, a node lost each 2 hours |")
    print("|---:|---:|---:|---:|")
    for per_task, tapered in (
        (1, False),
        (8, False),
        (32, True),
        (32, False),
        (128, False),
        (512, False),
        (2048, False),
    ):
        row = []
        for shuffled, losses in ((False, 0), (True, 0), (True, 0.5)):
            seconds = photos(count, random.Random(1), shuffled)
            tasks = split(seconds, cores, per_task, tapered)
            row.append(run(seconds, cores, tasks, losses, random.Random(2)))
        name = f"{per_task}, the last ones smaller" if tapered else f"{per_task}"
        print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in row) + " |")


if __name__ == "__main__":
    main()
