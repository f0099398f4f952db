"""junit.py FILE: holds a JUnit file to what CI servers read, and prints a line for each of its suites."""
import os, sys
import xml.etree.ElementTree as tree

root = tree.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites" and not root.attrib.keys() - {"name", "tests", "failures", "errors", "time"}
for suite in root:
    assert suite.tag == "testsuite" and suite.get("name")
    cases = list(suite)
    failed = [case for case in cases if case.find("failure") is not None]
    assert int(suite.get("tests")) == len(cases) and int(suite.get("failures")) == len(failed)
    for case in cases:
        assert case.tag == "testcase" and case.get("name") and case.get("classname") == suite.get("name")
        assert [part.tag for part in case] in ([], ["failure"])
    for case in failed:
        failure = case.find("failure")
        assert failure.get("message") and failure.get("message") in failure.text.replace("\n", " ")
    print(f"{os.path.basename(suite.get('name'))}: {len(cases)} tests, {len(failed)} failures")
