#!/usr/bin/env python3
"""Measures the programs of programs.py next to this library, in turn, on the same photo; Linux only.

    measure.py --cache FOLDER --size 1920x1080 --picture FOLDER [--rounds 7] [--cold 3]

Two measurements of each program. Warm: all programs of a task wait side by side, and round by round each
makes one cut-out, every other round backwards; what counts is the processor time of all its threads.
Before that each has worked for --warm-up-seconds or made --warm-up cut-outs, one at least. Cold:
a fresh process makes one cut-out and ends; processor time from its start to its end, by the kernel's
account of the process. Memory is what was resident at most while it was warm. Results go to
RESULTS/programs-SIZE.json and, for the short table, RESULTS/programs-summary-SIZE.json, in the format of
the other measurements.
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
    """A program that waits for photos, and what was measured of it."""

    def __init__(self, program, task, picture, folder):
        self.program = program
        self.folder = folder
        self.result = os.path.join(folder, "result.png")
        self.request = [os.path.join(picture, "photo.jpg"), self.result]
        self.request += [os.path.join(picture, task.known)] if task.known else []
        self.warm, self.cold, self.peak = [], [], 0
        os.makedirs(folder)
        self.errors = open(os.path.join(folder, "errors.txt"), "w+")
        self.process = subprocess.Popen(
            filled(program.command, folder=folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, text=True, env={**os.environ, **program.environment})
        # The kernel's clock of another process: clock_getcpuclockid(3), all threads.
        self.clock = ~self.process.pid << 3 | 2
        self.versions = json.loads(self._line())

    def _line(self):
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise RuntimeError("it ended: " + self.errors.read()[-800:])
        return line

    def ask(self):
        """Milliseconds of processor time that one photo takes."""
        before = time.clock_gettime_ns(self.clock)
        self.process.stdin.write("\t".join(self.request) + "\n")
        self.process.stdin.flush()
        self._line()
        milliseconds = (time.clock_gettime_ns(self.clock) - before) / 1e6
        with open("/proc/%d/status" % self.process.pid) as status:
            self.peak = next(int(line.split()[1]) / MIB for line in status if line.startswith("VmHWM"))
        return milliseconds

    def warm_up(self, photos, milliseconds):
        """Makes this many cut-outs, or fewer that take this much processor time, but one at least."""
        spent = 0
        for _ in range(max(1, photos)):
            spent += self.ask()
            if spent > milliseconds:
                return

    def start_cold(self):
        """A fresh process that makes one cut-out: (processor seconds, seconds on the wall)."""
        command, given = filled(self.program.command, folder=self.folder), "\t".join(self.request) + "\n"
        if self.program.once:
            values = {"photo": self.request[0], "result": self.result, "matte": os.path.join(self.folder, "matte.png")}
            command, given = filled(self.program.once, **values), ""
        start = time.perf_counter()
        with open(os.path.join(self.folder, "cold.txt"), "w+") as log:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log, text=True,
                                       env={**os.environ, **self.program.environment})
            process.stdin.write(given)
            process.stdin.close()
            _, process.returncode, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            if process.returncode != 0:
                log.seek(0)
                raise RuntimeError("it failed when started for one photo: " + log.read()[-800:])
        return usage.ru_utime + usage.ru_stime, wall

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.errors.close()


class Measurement:
    """The programs of a task in turn. One that fails is left out from then on."""

    def __init__(self, task, options, folder, left_out):
        self.task, self.options, self.left_out = task, options, left_out
        self.running = []
        for i, program in enumerate(task.programs):
            reason = programs.missing(program)
            if reason is None:
                try:
                    self.running.append(Running(program, task, options.picture, os.path.join(folder, str(i))))
                except (OSError, RuntimeError, ValueError) as error:
                    reason = str(error)
            if reason is not None:
                self.leave_out(program, reason)

    def leave_out(self, program, reason):
        self.left_out.append(self.task.name + ": " + program.name + ": " + reason.strip().splitlines()[-1])

    def possible(self):
        """Whether this library and another one are left."""
        return len(self.running) > 1 and self.running[0].program is self.task.programs[0]

    def each(self, action, backwards=False):
        for each in list(reversed(self.running) if backwards else self.running):
            try:
                action(each)
            except (OSError, RuntimeError) as error:
                self.leave_out(each.program, str(error))
                self.running.remove(each)

    def run(self):
        """The measured programs; none if there is nothing to compare."""
        heavy, options = self.task.heavy, self.options
        if self.possible():
            self.each(lambda each: each.warm_up(options.warm_up, 1e3 * options.warm_up_seconds))
            for number in range(min(3, options.rounds) if heavy else options.rounds):
                self.each(lambda each: each.warm.append(each.ask()), number % 2 == 1)
        for each in self.running:
            each.close()
        if self.possible():
            for _ in range(min(2, options.cold) if heavy else options.cold):
                self.each(lambda each: each.cold.append(each.start_cold()))
        return self.running if self.possible() else []


def alpha_differences(cache, results):
    """Mean difference of each result's alpha from the first one's; None where there is no Pillow."""
    command = [os.path.join(cache, "rembg", "bin", "python"), os.path.join(programs.HERE, "alpha_difference.py")]
    if not results or not os.path.exists(command[0]):
        return [None] * len(results)
    compared = subprocess.run(command + results, capture_output=True, text=True)
    if compared.returncode != 0:
        print("alphas were not compared: " + compared.stderr.strip().splitlines()[-1], file=sys.stderr)
        return [None] * len(results)
    return [0.0] + [float(line) for line in compared.stdout.split()]


def rows(task, running, differences, pixels):
    """Rows of the long table and of the short one."""
    table, short = [], []
    ours = running[0]
    for each, difference in zip(running, differences):
        cpu = statistics.median(each.warm)
        ratios = [theirs / mine for theirs, mine in zip(each.warm, ours.warm)]
        low, ratio, high = statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
        start, wall = (statistics.median(column) for column in zip(*each.cold))
        values = {"ms": cpu, "ratio": ratio, "25 %": low, "75 %": high, "megapixels per core-second": pixels / 1e3 / cpu,
                  "first photo, s CPU": start, "first photo, s": wall, "MiB at most": each.peak}
        if difference is not None:
            values["difference"] = difference
        version = "" if "matting4j" in each.versions else " " + next(iter(each.versions.values()))
        what = task.name + ": " + each.program.name + version
        table.append({"what": what, "values": values, "goals": []})
        if each is not ours:
            ours_start = statistics.median(column[0] for column in ours.cold)
            short.append({"what": what, "goals": [], "values": {
                "ratio": ratio, "first photo": start / ours_start, "memory": each.peak / ours.peak,
                "megapixels per core-second": pixels / 1e3 / cpu}})
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
    parser.add_argument("--photo", default="drawn", help="the name of that picture")
    parser.add_argument("--results", default="matting-bench/target/results")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--warm-up", type=int, default=60)
    parser.add_argument("--warm-up-seconds", type=float, default=8)
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
            running = Measurement(task, options, folder, left_out).run()
            differences = alpha_differences(options.cache, [each.result for each in running])
        if running:
            more = rows(task, running, differences, width * height)
            table, short = table + more[0], short + more[1]
            print("\n".join(json.dumps({"what": row["what"], **row["values"]}) for row in more[0]), flush=True)
    for reason in left_out:
        print("left out: " + reason, file=sys.stderr)
    settings = {"size": options.size, "photo": os.path.basename(options.photo),
                "threads": "1", "rounds": str(options.rounds), "after": "%g s or %d photos" % (options.warm_up_seconds, options.warm_up),
                "time": "CPU of all threads of the process", "fresh processes": str(options.cold)}
    if left_out:
        settings["left out"] = "; ".join(": ".join(reason.split(": ")[:2]) for reason in left_out)
    if not table:
        print("nothing was measured", file=sys.stderr)
        return
    os.makedirs(options.results, exist_ok=True)
    for name, found in (("programs-" + options.size, table), ("programs-summary-" + options.size, short)):
        with open(os.path.join(options.results, name + ".json"), "w") as file:
            json.dump({"name": name, "settings": settings, "machine": here, "rows": found}, file, indent=2)


if __name__ == "__main__":
    main()
