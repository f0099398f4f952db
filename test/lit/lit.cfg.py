"""How lit runs what lies here: `RUN:` lines in .infra and .test files, by bash, with the built `infra` first in PATH.

%infra is not needed: write `infra`. %S is the test's folder, %t a place of its own that is empty at first.
%schema NAME judges the document that it reads by that schema of docs/schemas.
%golden FILE compares what it reads with FILE, or writes it there under INFRA_UPDATE=1 (./dev test --update).
"""
import os
import shutil
import subprocess

import lit.formats

config.name = "infra"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".infra", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.build_dir, "test", "lit")

# Nothing of the machine that a result could depend on.
config.environment = {
    "PATH": os.pathsep.join([os.path.join(config.build_dir, "bin"), config.llvm_bin, "/usr/bin", "/bin", "/usr/sbin"]),
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "HOME": os.path.join(config.test_exec_root, "home"),
    "TERM": "xterm-256color",
    "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", ""),
}
for name in ("INFRA_UPDATE", "INFRA_REQUIRE", "CI"):
    if name in os.environ:
        config.environment[name] = os.environ[name]
os.makedirs(config.environment["HOME"], exist_ok=True)

# A file system of a test's own; where the machine does not allow it, its tests say so and do not run.
mounting = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
if subprocess.run(mounting, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
    config.available_features.add("mounts")
# What some tests need beside what the build needs: without it they are skipped, and named.
for program in ("zsh", "fish", "mandoc", "man", "chromium"):
    if shutil.which(program):
        config.available_features.add(program)

tools = os.path.join(config.source_dir, "test", "tools")
config.substitutions.append(("%golden", f"python3 {tools}/golden.py"))
config.substitutions.append(("%tools", tools))
# `| %schema NAME`: the document is as docs/schemas says, which refuses it when a member is missing or unknown.
judge = os.path.join(config.build_dir, "test", "programs", "infra-test-schema")
config.substitutions.append(("%schema ([a-z-]+)", f"{judge} {config.source_dir}/docs/schemas/\\1.schema.json"))
config.substitutions.append(("%build", config.build_dir))
config.substitutions.append(("%source", config.source_dir))
