"""Links in documents lead to files that exist; docs/README.md names every page; every folder of the sources says what it owns; nothing is left to do
in the text itself."""
import re
import subprocess

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
TITLE = re.compile(r"# \S")
LEFT = re.compile(r"\b(TODO|FIXME|XXX)\b")
FOLDERS = ("compiler", "runtime", "lsp")


def files(root):
    listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard", "."], capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    return [root / name for name in names if (root / name).is_file()]


def unlisted(root):
    """Pages that nobody would find: docs/README.md names each, or the folder that it lies in."""
    contents = root / "docs" / "README.md"
    if not contents.exists():
        return
    linked = {(contents.parent / target).resolve() for target in LINK.findall(contents.read_text())}
    for page in sorted(contents.parent.rglob("*.md")):
        if page != contents and page.resolve() not in linked and page.parent.resolve() not in linked:
            yield f"docs/README.md does not name {page.relative_to(root).as_posix()}"


def check(root):
    listed = files(root)
    if not listed:
        yield "git lists no files here"
    for path in listed:
        name = path.relative_to(root).as_posix()
        if name.startswith("test/rules/"):
            continue
        if path.suffix == ".md":
            whole = path.read_text()
            # A formatter of another language, let loose on a page, takes the space away.
            if not name.startswith("test/docs/bad/") and not TITLE.match(whole):
                yield f"{name} does not begin with a title"
            text = re.sub(r"```.*?```", "", whole, flags=re.S)
            for target in LINK.findall(text):
                if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                    yield f"{name} links to {target}, which does not exist"
        if path.suffix in (".h", ".cpp", ".def", ".py", ".infra", ".md", ".cmake", ".g4"):
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                if LEFT.search(line):
                    yield f"{name}:{number} leaves something to do"
    yield from unlisted(root)
    for top in FOLDERS:
        for folder in sorted((root / top).glob("*/")):
            if any(folder.glob("*.h")) and not (folder / "README.md").exists():
                yield f"{folder.relative_to(root).as_posix()} has no README.md"
    for folder in ("cli", "stdlib", "grammar", "test", "examples"):
        if (root / folder).is_dir() and any((root / folder).iterdir()) and not (root / folder / "README.md").exists():
            yield f"{folder} has no README.md"
