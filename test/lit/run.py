#!/usr/bin/env python3
"""Runs lit for ctest: run.py LIT FOLDER [ARGUMENT…]. Leaves a list of the cases where ./dev test adds them up."""
import os
import subprocess
import sys

lit, folder = sys.argv[1:3]
command = [sys.executable, lit, "-sv", *sys.argv[3:], folder]
if results := os.environ.get("INFRA_TEST_RESULTS"):
    command += ["--xunit-xml-output", os.path.join(results, "lit.xml")]
sys.exit(subprocess.run(command).returncode)
