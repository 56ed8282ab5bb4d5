"""Schedule many random plans twice: `python -m tests.reference.fuzz --plans 1000 --seed 1`."""

from __future__ import annotations

import argparse
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.reference.compare import Difference
from tests.reference.compare import NoScheduleError
from tests.reference.compare import differences
from tests.reference.minimise import minimised
from tests.reference.minimise import plan_differences
from tests.reference.random_plans import random_plan

if TYPE_CHECKING:
    from tests.reference.random_plans import RandomPlan


def of_seed(seed: int) -> tuple[int, list[Difference]]:
    """Compare the plan of one seed; that the planner cannot schedule it is a difference too."""
    with TemporaryDirectory() as folder:
        try:
            return seed, differences(random_plan(seed).write(Path(folder) / "plan"))
        except NoScheduleError as error:
            return seed, [Difference("(plan)", "schedule", str(error), "")]


def differs_in(plan: RandomPlan, field: str) -> bool:
    """Tell whether a plan still has a difference in one field."""
    return any(found.field == field for found in plan_differences(plan))


def main() -> int:
    """Run the comparison and show the first plan that differs, as small as can be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1, help="of the first plan")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("build/differing-plan"))
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.plans)
    if options.jobs > 1:
        with ProcessPoolExecutor(options.jobs) as pool:
            results = list(pool.map(of_seed, seeds, chunksize=8))
    else:
        results = list(map(of_seed, seeds))
    differing = []
    fields: Counter[str] = Counter()
    for seed, found in results:
        fields.update(difference.field for difference in found)
        if found:
            differing.append((seed, found))
    print(f"{options.plans - len(differing)} of {options.plans} plans agree")  # noqa: T201
    for field, count in fields.most_common():
        print(f"{count:6} differences in {field}")  # noqa: T201
    if differing:
        show_smallest(*differing[0], options.out)
    return int(bool(differing))


def show_smallest(seed: int, found: list[Difference], folder: Path) -> None:
    """Write and show the smallest plan that differs as the plan of a seed does."""
    plan = minimised(random_plan(seed), partial(differs_in, field=found[0].field))
    plan.write(folder)
    print(f"\nThe plan of seed {seed}, made small, in {folder}:")  # noqa: T201
    for path in sorted(folder.rglob("*.yaml")):
        print(f"--- {path.relative_to(folder)}\n{path.read_text(encoding='utf-8')}")  # noqa: T201
    for difference in plan_differences(plan):
        print(difference)  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
