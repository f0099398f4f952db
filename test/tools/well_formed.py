#!/usr/bin/env python3
"""well_formed.py FILE…: ends with 0 when every file is well-formed XML, and says where one is not."""
import sys
import xml.etree.ElementTree

status = 0
for name in sys.argv[1:]:
    try:
        xml.etree.ElementTree.parse(name)
    except xml.etree.ElementTree.ParseError as problem:
        print(f"{name}: {problem}")
        status = 1
sys.exit(status)
