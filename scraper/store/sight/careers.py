"""What somebody did over the years, as their conferences tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scraper.store.folding import plain


def career(appearances: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The jobs of a speaker, oldest first: {role, employer, first, last} with years. Empty for fewer than two.

    An appearance that names no job, or no year, tells nothing; one that only leaves the role or the employer out goes
    with the job before it.
    """
    dated = [one for one in appearances if one.get("year") and (one.get("role") or one.get("employer"))]
    found: list[dict[str, Any]] = []
    for one in sorted(dated, key=lambda one: int(one["year"])):
        job = {"role": one.get("role"), "employer": one.get("employer")}
        now = [known for known in found[:-1] if known["last"] == one["year"]]  # two jobs of one year may take turns
        same = next((known for known in (*found[-1:], *now) if _goes_with(known, job)), None)
        if same is not None:
            same["last"] = one["year"]
            same.update({fact: same[fact] or value for fact, value in job.items()})
        else:
            found.append({**job, "first": one["year"], "last": one["year"]})
    return found if len(found) > 1 else []


def _goes_with(before: Mapping[str, Any], job: Mapping[str, Any]) -> bool:
    return all(
        not before[fact] or not job[fact] or plain(before[fact]) == plain(job[fact]) for fact in ("role", "employer")
    )


def told(jobs: Iterable[Mapping[str, Any]]) -> str:
    """A career in a line: "Analyst, Acme, 2016 -> Product Lead, Globex, 2021 to 2023"."""
    return " -> ".join(
        ", ".join(
            str(part)
            for part in (
                job["role"],
                job["employer"],
                job["first"] if job["first"] == job["last"] else f"{job['first']} to {job['last']}",
            )
            if part
        )
        for job in jobs
    )
