"""Families of hostile programs: each a function from a size to a program, with what it must come to."""
import dataclasses
import importlib
import pathlib
import typing

FAMILIES = []


@dataclasses.dataclass
class Family:
    name: str
    make: typing.Callable[[int], object]  # a text, or files by name, of which app.infra is the root
    size: int
    ends: tuple  # the codes that its errors have, all of them; none: it is fine

    def files(self, size=None):
        made = self.make(self.size if size is None else size)
        return made if isinstance(made, dict) else {"app.infra": made}


def family(size, *ends):
    def add(make):
        FAMILIES.append(Family(make.__name__, make, size, ends))
        return make
    return add


def load():
    for path in sorted(pathlib.Path(__file__).parent.glob("[a-z]*.py")):
        importlib.import_module(f"families.{path.stem}")
    return FAMILIES
