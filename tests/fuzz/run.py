"""Fuzz what reads from outside: `python tests/fuzz/run.py [HARNESS ...] --minutes N` (see CONTRIBUTING.md).

Each harness runs in a program of its own: with atheris (extra `fuzz`) guided by what the inputs reach, without it by the
same mutations at random. What goes wrong is written to OUT, each fault once; the exit code is 1 when anything did. An
input that kills or hangs its program is a finding too, and the program is started again.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
HANGS = 30
"""Seconds of CPU time after which an input hangs, whatever else the machine is busy with."""
GUIDED_SLOWER = 4
"""What the guide costs: an input is slow only if it is without it, which is looked at afterwards."""


def main() -> int:
    """Run the harnesses asked for, one after the other, and tell what was found."""
    asked = _arguments()
    if asked.child:
        return _child(asked)
    from harnesses import HARNESSES

    asked.out.mkdir(parents=True, exist_ok=True)
    names = asked.harness or list(HARNESSES)
    if unknown := [name for name in names if name not in HARNESSES]:
        sys.exit(f"no harness is called {', '.join(unknown)}; there are: {', '.join(HARNESSES)}")
    found = 0
    for name in names:
        found += _harness(name, asked, seconds=60 * asked.minutes / len(names))
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("harness", nargs="*", help="which ones (all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="for all of them together (10)")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"), help="where findings go (fuzz-findings/)")
    parser.add_argument("--seed", type=int, default=0, help="another number, other inputs")
    parser.add_argument("--plain", action="store_true", help="without atheris, although it is there")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _harness(name: str, asked: argparse.Namespace, *, seconds: float) -> int:
    """One harness in programs of its own until its time is over. Gives how many faults were found."""
    ends, runs, seed = time.monotonic() + seconds, 0, asked.seed
    while (left := ends - time.monotonic()) > 1:
        command = [
            sys.executable,
            __file__,
            "--child",
            name,
            "--minutes",
            str(left / 60),
            "--out",
            str(asked.out),
            "--seed",
            str(seed),
        ]
        words = [*command, *(["--plain"] if asked.plain else [])]
        (asked.out / f"{name}.input").unlink(missing_ok=True)
        try:
            made = subprocess.run(words, check=False, cwd=asked.out, capture_output=True, timeout=left + 600)
        except subprocess.TimeoutExpired as problem:  # not even its own watch went off
            made = subprocess.CompletedProcess(words, -1, problem.stdout or b"", problem.stderr or b"")
        said = made.stdout.decode("utf-8", "replace").splitlines()
        runs += sum(int(line.split()[1]) for line in said if line.startswith("inputs "))
        if made.returncode:
            _keep_killer(name, asked.out, made)
            seed += 1
    findings = sorted(asked.out.glob(f"{name}-*.bin"))
    told = "".join(f"\n  {one.with_suffix('.txt').read_text(encoding='utf-8')}" for one in findings)
    _say(f"{name}: {runs} inputs, {len(findings)} findings{told}")
    return len(findings)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _keep_killer(name: str, out: Path, made: subprocess.CompletedProcess[bytes]) -> None:
    """The input a program died of: the last one it began. One that began none was ended while it got ready, by its time."""
    last = out / f"{name}.input"
    if not last.exists():
        _say(f"{name}: ended before its first input (exit {made.returncode})")
        return
    data = last.read_bytes()
    _write(out, name, data, f"killed its program (exit {made.returncode}): {made.stderr.decode('utf-8', 'replace')[-1500:]}", f"died {made.returncode}")  # fmt: skip


def _write(out: Path, name: str, data: bytes, told: str, place: str) -> bool:
    """A finding, unless its fault is known. Gives whether it is new."""
    mark = hashlib.sha256(place.encode()).hexdigest()[:10]
    file = out / f"{name}-{mark}.bin"
    smaller = not file.exists() or len(data) < file.stat().st_size
    if smaller:
        file.write_bytes(data)
        file.with_suffix(".txt").write_text(told, encoding="utf-8")
    return smaller


def _child(asked: argparse.Namespace) -> int:
    name, out = asked.harness[0], asked.out.resolve()
    guide = None
    if not asked.plain:
        with contextlib.suppress(ImportError):
            import atheris as guide
    with guide.instrument_imports(include=["scraper", "adapters"]) if guide else contextlib.nullcontext():
        from harnesses import HARNESSES
    from mutation import mutate
    from oracle import SECONDS, FindingError, judge
    from seeds import seeds

    pool, last, inputs = seeds(name), out / f"{name}.input", 0
    ends = time.monotonic() + 60 * asked.minutes  # getting ready does not count
    faulthandler.enable()
    watch = _watch()

    def one(data: bytes) -> None:
        nonlocal inputs
        if time.monotonic() > ends:
            _say(f"inputs {inputs}")
            os._exit(0)  # libFuzzer knows no gentle end
        inputs += 1
        last.write_bytes(data)
        watch(HANGS)
        try:
            judge(HARNESSES[name], data, seconds=SECONDS * (GUIDED_SLOWER if guide else 1), twice=inputs % 4 == 0)
        except FindingError as problem:
            _write(out, name, data, str(problem), f"{problem.kind} {problem.place}")
        finally:
            watch(0)

    for seed in pool:
        one(seed)
    (_guided if guide else _random)(one, mutate, pool, asked.seed, guide)
    return 0


def _watch() -> Callable[[float], object]:
    """Asked for seconds: unless it is asked for 0 before that, the program says where it is and ends."""
    if not hasattr(signal, "setitimer"):  # Windows counts the time on the wall
        return lambda seconds: (
            faulthandler.dump_traceback_later(seconds, exit=True)
            if seconds
            else faulthandler.cancel_dump_traceback_later()
        )
    faulthandler.register(signal.SIGPROF, chain=True)  # what is chained is the system's own: the program ends
    return lambda seconds: signal.setitimer(signal.ITIMER_PROF, seconds)


def _random(one: Callable[[bytes], None], mutate, pool, seed: int, _guide) -> None:
    dice = Random(f"{seed}")  # noqa: S311 -- dice, not secrets
    while True:
        one(mutate(dice.choice(pool), dice, pool))


def _guided(one: Callable[[bytes], None], mutate, pool, seed: int, guide) -> None:
    def worse(data: bytes, most: int, number: int) -> bytes:
        dice = Random(number)  # noqa: S311 -- dice, not secrets
        if dice.random() < 0.4:
            return guide.Mutate(data, most)[:most]
        return mutate(data if data.strip() and dice.random() < 0.8 else dice.choice(pool), dice, pool)[:most]

    corpus = Path.cwd() / f"corpus-{os.getpid()}"
    corpus.mkdir()
    for number, data in enumerate(pool):
        (corpus / f"{number}").write_bytes(data)
    arguments = [
        sys.argv[0],
        str(corpus),
        "-max_len=200000",
        f"-seed={seed + 1}",
        "-rss_limit_mb=1024",
        "-verbosity=0",
        "-print_final_stats=0",
    ]
    guide.Setup(arguments, one, custom_mutator=worse)
    guide.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
