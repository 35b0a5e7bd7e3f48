"""Groups of things that are linked, directly or through others."""

from collections.abc import Hashable, Iterable


class LinkedGroups:
    """Union-find over the numbers 0 to `count` - 1 (Tarjan, J. ACM 22 (1975) 215).

    Parameters
    ----------
    count
        Of things.
    """

    def __init__(self, count: int) -> None:
        self._leader = list(range(count))

    def link(self, one: int, other: int) -> None:
        """Put two things, and all that is linked to them, into one group."""
        first, second = self.leader(one), self.leader(other)
        self._leader[max(first, second)] = min(first, second)

    def link_same(self, names: Iterable[Iterable[Hashable]]) -> None:
        """Link things that share a name; `names` holds those of each thing, in order."""
        owner: dict[Hashable, int] = {}
        for thing, mine in enumerate(names):
            for name in mine:
                self.link(owner.setdefault(name, thing), thing)

    def leader(self, thing: int) -> int:
        """Return the smallest number of a thing's group."""
        while self._leader[thing] != thing:
            self._leader[thing] = self._leader[self._leader[thing]]
            thing = self._leader[thing]
        return thing

    def groups(self) -> list[list[int]]:
        """Return all groups, things ascending, groups by their first."""
        found: dict[int, list[int]] = {}
        for thing in range(len(self._leader)):
            found.setdefault(self.leader(thing), []).append(thing)
        return list(found.values())
