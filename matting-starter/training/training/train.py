"""Trains the network; resumable, and repeatable by seed and step on the same machine and versions.

    python3 -m training.train DATA OUT --steps 60000
    python3 -m training.train DATA OUT --steps 60000 --device cuda --workers 14 --samples 128

OUT then holds last.pt, from which the same command goes on, best.pt by the mean IoU of the selection sets,
and log.txt. Stop it at any time; a file OUT/stop or the time of --until ends it after the step.
"""

import argparse
import math
import os
import time
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from . import evaluate, pictures
from .network import StarterNet, exported, parameter_count
from .samples import USUAL_SIDE, SampleMaker, batch_shape

CLEAN_LOGIT = 8.0  # far from every outline the logit shall be beyond this: alpha 0.0003
EARLIER_DEFAULTS = {"bf16": False, "side": USUAL_SIDE}  # options that older checkpoints do not know
SELECTION = ("coco", "books", "groups", "rest")  # sets whose mean IoU chooses best.pt


class Steps(Dataset):
    """Item ``step`` is that step's batch."""

    def __init__(self, maker, options, first, last):
        self.maker, self.options, self.first, self.last = maker, options, first, last

    def __len__(self):
        return self.last - self.first

    def __getitem__(self, item):
        cv2.setNumThreads(1)
        options, step = self.options, self.first + item
        large = large_share(step / options.steps)
        height, width, count = batch_shape(options.seed, step, large, options.samples, options.side)
        batch = self.maker.batch(step * options.samples, count, height, width)
        return batch.image, batch.alpha, batch.weight, batch.certain


def large_share(progress):
    """The chance of the larger picture sizes, by the share of the run that is done."""
    return min(1.0, max(0.15, 1.5 * progress - 0.1))


def learning_rate(options, step, warm_from):
    warm = min(1.0, (step - warm_from + 1) / options.warm)
    return options.rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / options.steps)))


def haze_weight(progress):
    """Of haze in the loss, by the share of the run that is done: first find the person, then be sure."""
    return 0.05 + 0.1 * progress**2


def losses(logits, coarse, alpha, weight, certain, weight_of_haze):
    """The loss, its share that comes from haze, and one less the soft Dice coefficient."""
    found = torch.sigmoid(logits)
    absolute = (weight * (found - alpha).abs()).mean()
    entropy = F.binary_cross_entropy_with_logits(logits, alpha, weight=weight)
    slope = sum(
        ((found.narrow(d, 1, found.shape[d] - 1) - found.narrow(d, 0, found.shape[d] - 1))
         - (alpha.narrow(d, 1, alpha.shape[d] - 1) - alpha.narrow(d, 0, alpha.shape[d] - 1))).abs().mean()
        for d in (2, 3)
    )  # fmt: skip
    outside, inside = (certain == 1).float(), (certain == 2).float()
    haze = (outside * F.relu(logits + CLEAN_LOGIT) + inside * F.relu(CLEAN_LOGIT - logits)).mean()
    share = F.binary_cross_entropy_with_logits(coarse, F.avg_pool2d(alpha, 16))
    both = 2 * (found * alpha).flatten(1).sum(1)
    total = (found + alpha).flatten(1).sum(1)
    little = alpha[0].numel() * 0.004
    dice = (1 - (both + little) / (total + little)).mean()
    loss = 2 * absolute + 0.5 * entropy + 2 * slope + weight_of_haze * haze + 0.5 * share + 0.35 * dice
    return loss, haze.detach(), dice.detach()


class Run:
    """Network, optimiser and running average, and how they are stored."""

    def __init__(self, options):
        self.options = options
        self.device = torch.device(options.device)
        torch.manual_seed(options.seed)
        self.net = StarterNet().to(self.device, memory_format=torch.channels_last)
        weights = [p for p in self.net.parameters() if p.ndim > 1]
        others = [p for p in self.net.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW(
            [{"params": weights, "weight_decay": 1e-2}, {"params": others, "weight_decay": 0.0}], lr=options.rate
        )
        self.average = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        self.step, self.best, self.warm_from = 0, -1.0, 0

    def load(self, path):
        """Goes on with a run."""
        saved = torch.load(path, map_location=self.device)
        for name in ("seed", "steps", "samples", "rate", "warm", "bf16", "side"):
            used = saved["options"].get(name, EARLIER_DEFAULTS.get(name))
            if used != getattr(self.options, name):
                raise SystemExit(f"{path} was made with --{name} {used}; give that, or another OUT")
        self.net.load_state_dict(saved["net"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.average = saved["average"]
        self.step, self.best = saved["step"], saved["best"]

    def start_from(self, path):
        """Begins a run with the weights of another one."""
        saved = torch.load(path, map_location=self.device)
        self.net.load_state_dict(saved["net"])
        self.average = {k: v.clone() for k, v in saved["average"].items()}

    def save(self, path):
        """A reader sees the old file or the new one, never a part."""
        part = path.with_suffix(".part")
        torch.save(
            {
                "net": self.net.state_dict(), "average": self.average, "optimiser": self.optimiser.state_dict(),
                "step": self.step, "best": self.best, "options": vars(self.options),
            },
            part,
        )  # fmt: skip
        os.replace(part, path)

    def learn(self, image, alpha, weight, certain):
        rate = learning_rate(self.options, self.step, self.warm_from)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        image = image.to(self.device).permute(0, 3, 1, 2).float().div_(255)
        alpha, weight = (t.to(self.device)[:, None].float() for t in (alpha, weight))
        self.net.train()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.bf16):
            logits, coarse = self.net.logits(image)
        logits, coarse = logits.float(), coarse.float()
        certain = certain.to(self.device)[:, None]
        weight_of_haze = haze_weight(self.step / self.options.steps)
        loss, haze, dice = losses(logits, coarse, alpha / 255, weight / 10, certain, weight_of_haze)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        if torch.isfinite(norm):
            self.optimiser.step()
        self.step += 1
        decay = min(0.998, (self.step + 5) / (self.step + 50))
        with torch.no_grad():
            for name, value in self.net.state_dict().items():
                if value.dtype.is_floating_point:
                    self.average[name].lerp_(value, 1 - decay)
                else:
                    self.average[name].copy_(value)
        return np.array([float(loss), float(haze), float(dice), 1.0])

    def averaged(self):
        net = StarterNet()
        net.load_state_dict({k: v.cpu() for k, v in self.average.items()})
        return exported(net)


def train(options):
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True, warn_only=options.device != "cpu")
    cv2.setNumThreads(1)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    run = Run(options)
    if (out / "last.pt").exists():
        run.load(out / "last.pt")
    elif options.start:
        run.start_from(options.start)
    log = open(out / "log.txt", "a", encoding="utf-8")

    def say(line):
        line = f"{datetime.now():%H:%M:%S} {line}"
        print(line, flush=True)
        print(line, file=log, flush=True)

    packs = pictures.read(options.data, options.every)
    held_out = packs.held_out
    say(
        f"{parameter_count(run.net)} parameters; studio {len(packs.studio)}, casual {len(packs.casual)},"
        f" bodies {len(packs.bodies)}, rendered {len(packs.rendered)}, figures {len(packs.cgi)},"
        f" backgrounds {len(packs.backgrounds)}, negatives {len(packs.negatives)}; held out "
        + ", ".join(f"{name} {len(persons)}" for name, persons in held_out.items())
        + f"; from step {run.step} to {options.steps}"
    )

    def measure():
        net = run.averaged().to(run.device)
        results = {
            name: evaluate.scores(evaluate.torch_runner(net, run.device), persons, options.size)
            for name, persons in held_out.items()
            if persons
        }
        for name, values in results.items():
            say(f"step {run.step} {evaluate.summary(name, values)}")
        return float(np.mean([np.mean([r.iou for r in results[n]]) for n in SELECTION if n in results]))

    def keep():
        score = measure()
        if score > run.best:
            run.best = score
            run.save(out / "best.pt")
        run.save(out / "last.pt")

    steps = Steps(SampleMaker(packs, options.seed), options, run.step, options.steps)
    loader = DataLoader(steps, batch_size=None, num_workers=options.workers)
    sums, saved, measured, logged = np.zeros(4), time.monotonic(), time.monotonic(), time.monotonic()
    if run.step == 0 and options.start:
        keep()  # what it begins with
    for batch in loader:
        sums += run.learn(*batch)
        now = time.monotonic()
        if run.step % options.log_every == 0:
            loss, haze, dice = sums[:3] / sums[3]
            say(
                f"step {run.step} loss {loss:.4f} haze {haze:.4f} dice {dice:.4f}"
                f" rate {run.optimiser.param_groups[0]['lr']:.2e} {(now - logged) / sums[3]:.2f} s a step"
            )
            sums[:], logged = 0, now
        stopped = (out / "stop").exists() or (options.until and datetime.now() >= options.until)
        if stopped or run.step == options.pause_at:
            break
        if now - measured > options.measure_every and run.step < options.steps:
            keep()
            measured = saved = time.monotonic()
        elif now - saved > options.save_every:
            run.save(out / "last.pt")
            saved = now
    run.save(out / "last.pt")  # first of all: measuring takes a while
    keep()
    say(f"ended at step {run.step} of {options.steps}, best {run.best:.4f}")
    log.close()
    return run


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder of people.zip, bodies.zip, bodies2.zip and backgrounds.zip")
    parser.add_argument("out", help="folder for checkpoints and log; a run there is resumed")
    parser.add_argument("--steps", type=int, default=60000, help="length of the whole run: it sets the schedule")
    parser.add_argument("--samples", type=int, default=16, help="samples of a step, fewer at larger sizes")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--warm", type=int, default=300, help="steps in which the rate rises to it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", help="a checkpoint whose weights the run begins with")
    parser.add_argument("--side", type=int, default=USUAL_SIDE, help="short side the network is to be used at")
    parser.add_argument("--size", type=int, default=384, help="short side at measuring")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--bf16", action="store_true", help="the network in bfloat16, weights and loss in float32")
    parser.add_argument("--threads", type=int, default=2, help="of the network on the CPU")
    parser.add_argument("--workers", type=int, default=1, help="processes that make samples; 0: none beside this")
    parser.add_argument("--every", type=int, default=1, help="use only one picture of so many, for short trials")
    parser.add_argument("--until", type=datetime.fromisoformat, help="end at this local time, such as 2027-01-31T18:00")
    parser.add_argument("--pause-at", type=int, help="end after this step; a resumed run goes on to --steps")
    parser.add_argument("--log-every", type=int, default=100, help="steps")
    parser.add_argument("--save-every", type=float, default=180, help="seconds; changes no result")
    parser.add_argument("--measure-every", type=float, default=1800, help="seconds; changes only which step is best.pt")
    return parser


def main():
    train(arguments().parse_args())


if __name__ == "__main__":
    main()
