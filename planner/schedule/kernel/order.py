"""The order in which a pass visits the activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.schedule.columns import Links
    from planner.timeaxis import Writable


def topological_order(links: Links, order: Writable, waiting: Writable) -> int:
    """Number the activities so that each follows its predecessors (Kahn 1962).

    Args:
        links: The links.
        order: Written: activity numbers in order; one entry per activity.
        waiting: Scratch; one entry per activity.

    Returns:
        How many activities could be ordered; fewer than there are when links form a cycle.
    """
    filled = 0
    for i in range(len(order)):
        waiting[i] = links.first_into[i + 1] - links.first_into[i]
        if waiting[i] == 0:
            order[filled] = i
            filled += 1
    # `order` is its own queue: what is filled and not yet done waits behind `done`.
    done = 0
    while done < filled:
        i = order[done]
        done += 1
        for position in range(links.first_out[i], links.first_out[i + 1]):
            successor = links.successor[links.leaving[position]]
            waiting[successor] -= 1
            if waiting[successor] == 0:
                order[filled] = successor
                filled += 1
    return filled
