#!/usr/bin/env python3
"""browse.py PAGE [--at HASH] [--do SCRIPT] SELECTOR…: what a real browser shows of a page.

Opens PAGE in a headless Chromium, at `#HASH`, runs SCRIPT in it as a person's hand, and prints for each SELECTOR how many
elements match and what they say, one line each: `SELECTOR: COUNT: TEXT`. A message on the page's console is printed, too.
"""
import argparse
import html
import json
import os
import re
import subprocess
import sys
import tempfile

LOOK = """<script>window.addEventListener("load", () => {
  const out = document.createElement("pre");
  out.id = "seen";
  try {
    DO
    const show = (selector) => {
      const found = [...document.querySelectorAll(selector)];
      const text = found.slice(0, 5).map((e) => e.getAttribute("transform") ?? e.textContent).join(" / ");
      return `${selector}: ${found.length}: ${text.replace(/\\s+/g, " ").trim().slice(0, 600)}`;
    };
    out.textContent = SELECTORS.map(show).join("\\n");
  } catch (problem) {
    out.textContent = `failed: ${problem}`;
  }
  document.body.append(out);
});</script>
"""


def main():
    options = argparse.ArgumentParser()
    options.add_argument("page")
    options.add_argument("--at", default="")
    options.add_argument("--do", default="")
    options.add_argument("selectors", nargs="+")
    options = options.parse_args()
    with open(options.page) as file:
        text = file.read()
    look = LOOK.replace("DO", options.do).replace("SELECTORS", json.dumps(options.selectors))
    with tempfile.TemporaryDirectory() as folder:
        page = os.path.join(folder, "page.html")
        with open(page, "w") as file:
            file.write(text.replace("</body>", look + "</body>"))
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                   f"--user-data-dir={folder}/profile", "--window-size=1400,900", "--enable-logging=stderr",
                   "--virtual-time-budget=3000", "--dump-dom", f"file://{page}" + (f"#{options.at}" if options.at else "")]
        result = subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": folder})
    for line in result.stderr.splitlines():
        if "CONSOLE" in line:
            print("console:", line.split("CONSOLE", 1)[1])
    seen = re.search(r'<pre id="seen">(.*?)</pre>', result.stdout, re.S)
    if seen is None:
        sys.exit("the browser showed nothing: " + result.stderr[-2000:])
    print(html.unescape(seen[1]))


if __name__ == "__main__":
    main()
