"""The code blocks of a page of Markdown: what each promises, and where it stands."""
import dataclasses
import pathlib
import re

FREE_PORT = re.compile(r"^<!--\s*free port (\d+)\s*-->$", re.M)
FENCE = re.compile(r"^(`{3,})(.*)$")
GIVEN = re.compile(r"^<!--\s*given\s*$")


@dataclasses.dataclass
class Block:
    language: str  # infra, console, text, sh, …
    words: list  # what stands after the language
    lines: list
    first: int  # the line number of its first line, from 1
    given: list  # what the comment before it puts in front, unseen by readers
    output: "Block | None" = None  # the `text output` block that follows
    after_way_out: bool = False  # on the page of a code: it shows the way out

    @property
    def text(self):
        return "".join(line + "\n" for line in self.lines)

    @property
    def source(self):
        return "".join(line + "\n" for line in self.given + self.lines)

    @property
    def name(self):
        """`shop.infra` of a fence that names its file; any path with a dot or a slash where it is not Infra."""
        if self.language == "infra":
            return next((word for word in self.words if word.endswith(".infra")), None)
        if self.language in ("", "text", "console", "sh"):
            return None
        return next((word for word in self.words if "/" in word or "." in word), None)

    @property
    def adds(self):
        """The block goes on with the file of its name."""
        return "adds" in self.words

    def codes(self, what):
        """The codes after `fails` or `warns`."""
        if what not in self.words:
            return []
        codes = []
        for word in self.words[self.words.index(what) + 1 :]:
            if not re.fullmatch(r"[A-Z]\d{4}", word):
                break
            codes.append(word)
        return codes


def free_ports(path):
    """The ports of a page that a test puts others in place of: whatever is free."""
    return FREE_PORT.findall(pathlib.Path(path).read_text())


def blocks(path):
    """The blocks of one page, in order."""
    found, given, open_block, fence = [], [], None, ""
    in_given, way_out, blank_only = False, False, False
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if open_block is not None:
            if line.strip() == fence:
                if open_block.language == "text" and open_block.words[:1] == ["output"] and found and blank_only:
                    found[-1].output = open_block
                else:
                    found.append(open_block)
                open_block, blank_only = None, True
            else:
                open_block.lines.append(line)
            continue
        if in_given:
            if line.strip() == "-->":
                in_given = False
            else:
                given.append(line)
            continue
        if GIVEN.match(line):
            in_given, given = True, []
            continue
        if match := FENCE.match(line):
            language, *words = match[2].split() or [""]
            fence = match[1]
            open_block = Block(language, words, [], number + 1, given, after_way_out=way_out)
            given = []
            continue
        way_out = way_out or line.startswith("**The way out")
        if line.strip():
            blank_only = False
    return found
