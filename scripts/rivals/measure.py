#!/usr/bin/env python3
"""Measures the programs of programs.py next to this library, in turn, on the same photo; Linux only.

    measure.py --cache FOLDER --size 1920x1080 --picture FOLDER [--rounds 5] [--warm-up 1] [--cold 3]

Two measurements of each program. Warm: all programs of a task wait side by side, and round by round each
makes one cut-out, every other round backwards; what counts is the processor time of all its threads. Cold:
a fresh process makes one cut-out and ends; processor time from its start to its end, and peak memory,
by the kernel's account of the process. Results go to RESULTS/programs-SIZE.json and, for the short
table, RESULTS/programs-summary-SIZE.json, in the format of the other measurements.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import programs

MIB = 1024.0


def filled(command, **values):
    return [part.format(**values) if part.startswith("{") else part for part in command]


class Running:
    """A program that waits for photos."""

    def __init__(self, program, folder):
        self.program = program
        self.errors = open(os.path.join(folder, "errors.txt"), "w+")
        self.process = subprocess.Popen(
            filled(program.command, folder=folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, text=True, env={**os.environ, **program.environment})
        self.versions = self._line()

    def _line(self):
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise RuntimeError(self.program.name + " ended: " + self.errors.read()[-800:])
        return json.loads(line)

    def ask(self, request):
        """Nanoseconds of processor time that one photo takes."""
        self.process.stdin.write("\t".join(request) + "\n")
        self.process.stdin.flush()
        return self._line()["cpu_ns"]

    def peak(self):
        """MiB, resident, at most until now."""
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) / MIB for line in status if line.startswith("VmHWM"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.errors.close()


def cold(program, request, folder):
    """(processor seconds, seconds on the wall, MiB) of a fresh process that makes one cut-out."""
    environment = {**os.environ, **program.environment}
    command, given = filled(program.command, folder=folder), "\t".join(request) + "\n"
    if program.once:
        command, given = filled(program.once, photo=request[0], result=request[1], folder=folder), ""
        command = [part.replace("{folder}", folder) for part in command]
    start = time.perf_counter()
    with open(os.path.join(folder, "cold.txt"), "w+") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, text=True, env=environment)
        process.stdin.write(given)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        wall = time.perf_counter() - start
        if status != 0:
            log.seek(0)
            raise RuntimeError(program.name + " failed when started for one photo: " + log.read()[-800:])
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MIB


def request(task, picture, folder, i):
    parts = [os.path.join(picture, "photo.jpg"), os.path.join(folder, "result-%d.png" % i)]
    return parts + ([os.path.join(picture, task.known)] if task.known else [])


def started(task, folder, left_out):
    """The programs of a task that run here."""
    running = []
    for i, program in enumerate(task.programs):
        reason = programs.missing(program)
        if reason is None:
            own = os.path.join(folder, str(i))
            os.makedirs(own)
            try:
                running.append(Running(program, own))
                continue
            except (OSError, RuntimeError) as error:
                reason = str(error).strip().splitlines()[-1]
        left_out.append(task.name + ": " + program.name + ": " + reason)
        if i == 0:
            break  # nothing to compare with
    return running if len(running) > 1 else [each.close() for each in running] and []


def measured(task, options, folder, left_out):
    """For each program of a task: (running, warm times in ms, cold measurements, warm peak in MiB)."""
    running = started(task, folder, left_out)
    warm = {each: [] for each in running}
    first = {each: [] for each in running}
    for number in range(options.warm_up + options.rounds):
        order = list(enumerate(running))
        for i, each in order if number % 2 == 0 else reversed(order):
            cpu = each.ask(request(task, options.picture, os.path.join(folder, str(i)), i))
            if number >= options.warm_up:
                warm[each].append(cpu / 1e6)
    peaks = {each: each.peak() for each in running}
    for each in running:
        each.close()
    for _ in range(options.cold):
        for i, each in enumerate(running):
            first[each].append(cold(each.program, request(task, options.picture, os.path.join(folder, str(i)), i),
                                    os.path.join(folder, str(i))))
    return [(each, warm[each], first[each], peaks[each]) for each in running]


def rows(task, results, pixels):
    """Rows of the long table and of the short one."""
    table, short = [], []
    for each, warm, first, peak in results:
        ours, ours_first, ours_peak = results[0][1:]
        cpu = statistics.median(warm)
        of_rounds = [a / b for a, b in zip(warm, ours)]
        quarters = statistics.quantiles(of_rounds, n=4, method="inclusive") if len(warm) > 1 else [of_rounds[0]] * 3
        start, wall, _ = (statistics.median(column) for column in zip(*first))
        ours_start = statistics.median(column[0] for column in ours_first)
        values = {"ms": cpu, "ratio": quarters[1], "25 %": quarters[0], "75 %": quarters[2],
                  "megapixels per core-second": pixels / 1e3 / cpu,
                  "first cut-out, s CPU": start, "first cut-out, s": wall, "MiB at most": peak}
        versions = "" if "matting4j" in each.versions else " " + next(iter(each.versions.values()))
        what = task.name + ": " + each.program.name + versions
        table.append({"what": what, "values": values, "goals": []})
        if each is not results[0][0]:
            short.append({"what": what, "goals": [], "values": {
                "ratio": quarters[1], "first cut-out": start / ours_start, "memory": peak / ours_peak}})
    return table, short


def machine():
    """Where and when, as the other measurements state it."""
    with open("/proc/cpuinfo") as info:
        cpu = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), "unknown CPU")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    now = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
    return {"cpu": cpu, "cores": len(os.sched_getaffinity(0)), "memoryMiB": memory,
            "system": "%s %s %s" % (platform.system(), platform.release(), platform.machine()),
            "java": "Python " + platform.python_version(), "load": os.getloadavg()[0],
            "time": now.isoformat().replace("+00:00", "Z")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", required=True, help="the folder of setup.sh")
    parser.add_argument("--picture", required=True, help="the folder of photo.jpg, matte.png, trimap.png")
    parser.add_argument("--size", required=True, help="of that picture, such as 1920x1080")
    parser.add_argument("--results", default="matting-bench/target/results")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warm-up", type=int, default=1)
    parser.add_argument("--cold", type=int, default=3, help="fresh processes of each program")
    parser.add_argument("--task", action="append", help="only tasks whose name begins like this")
    parser.add_argument("--light", action="store_true", help="without the tasks that take seconds per photo")
    options = parser.parse_args()
    here = machine()
    width, height = map(int, options.size.split("x"))
    table, short, left_out = [], [], []
    for task in programs.tasks(os.path.abspath(options.cache)):
        if options.light and task.heavy or options.task and not task.name.startswith(tuple(options.task)):
            continue
        with tempfile.TemporaryDirectory(prefix="matting4j-rivals") as folder:
            results = measured(task, options, folder, left_out)
        if results:
            more = rows(task, results, width * height)
            table, short = table + more[0], short + more[1]
            print("\n".join(json.dumps({"what": row["what"], **row["values"]}) for row in more[0]), flush=True)
    for reason in left_out:
        print("left out: " + reason, file=sys.stderr)
    settings = {"size": options.size, "photo": os.path.basename(os.path.normpath(options.picture)),
                "threads": "1", "rounds": str(options.rounds), "after": str(options.warm_up),
                "time": "CPU of all threads of the process", "fresh processes": str(options.cold)}
    if left_out:
        settings["left out"] = "; ".join(sorted({reason.rsplit(": there is no", 1)[0] for reason in left_out}))
    os.makedirs(options.results, exist_ok=True)
    for name, found in (("programs-" + options.size, table), ("programs-summary-" + options.size, short)):
        with open(os.path.join(options.results, name + ".json"), "w") as file:
            json.dump({"name": name, "settings": settings, "machine": here, "rows": found}, file, indent=2)
    return 0 if table else 1


if __name__ == "__main__":
    sys.exit(main())
