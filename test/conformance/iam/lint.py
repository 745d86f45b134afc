"""Reads policies as a JSON array; prints what parliament finds in each, as a JSON array."""
import json
import sys

from parliament import analyze_policy_string

found = []
for policy in json.load(sys.stdin):
    findings = analyze_policy_string(json.dumps(policy)).findings
    found.append([f"{one.issue}: {one.detail}" for one in findings])
json.dump(found, sys.stdout)
