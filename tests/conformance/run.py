"""Runs every example of the VTL reference manual and says whether our result is the manual's. Called by run.sh."""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from decimal import Decimal, InvalidOperation

DEFINITION = re.compile(r"define\s+(?:hierarchical|datapoint)\s+ruleset.*?end\s+(?:hierarchical|datapoint)\s+ruleset\s*;?", re.S)


def reasons(path):
    """What the lines of a list name, each with the reason behind the colon."""
    listed = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, reason = line.split(": ", 1)
            listed[name] = reason
    return listed


def script_of(example):
    """The example's script; a ruleset that only the introduction defines goes before it."""
    text = example.read_text(encoding="utf-8")
    introduction = example.parent / "intro.rst"
    if "define" not in text and re.search(r"\b(hierarchy|check_hierarchy|check_datapoint)\b", text) and introduction.exists():
        found = DEFINITION.search(introduction.read_text(encoding="utf-8"))
        if found:
            text = found.group(0).rstrip().rstrip(";") + ";\n" + text
    return text if text.rstrip().endswith(";") else text + ";"


def same_value(ours, theirs):
    if ours == theirs:
        return True
    try:
        expected = Decimal(theirs)
        difference = abs(Decimal(ours) - expected)
    except InvalidOperation:
        return ours.lower() == theirs.lower() and ours.lower() in ("true", "false")
    # The manual prints rounded numbers, some from binary arithmetic: one unit of its last decimal, or of the fifteenth digit.
    decimals = -expected.as_tuple().exponent
    return difference <= max(Decimal(1).scaleb(-decimals) if decimals > 0 else 0, abs(expected) * Decimal("1e-15"))


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return [name.strip() for name in rows[0]], rows[1:]


def components(path):
    structure = json.loads(path.read_text(encoding="utf-8-sig"))
    return {one["name"]: (one["role"].replace(" ", ""), one.get("data_type", one.get("type"))) for one in structure["components"]}


def is_scalar(path):
    return "components" not in json.loads(path.read_text(encoding="utf-8-sig"))


def scalar_difference(ours, theirs):
    """The manual prints a single value under the result's name; ours is a dataset of one row and one measure."""
    shape = components(ours.with_suffix(".json"))
    if [role for role, _ in shape.values()] != ["Measure"]:
        return f"components {shape} for one value"
    our_rows, their_rows = table(ours)[1], table(theirs)[1]
    if len(our_rows) != 1 or not same_value(our_rows[0][0], their_rows[0][0]):
        return f"{our_rows} for {their_rows}"
    return None


def difference(ours, theirs):
    """What is different, or nothing."""
    if is_scalar(theirs.with_suffix(".json")):
        return scalar_difference(ours, theirs)
    our_shape, their_shape = components(ours.with_suffix(".json")), components(theirs.with_suffix(".json"))
    if our_shape.keys() != their_shape.keys():
        return f"components {sorted(our_shape)} for {sorted(their_shape)}"
    identifiers = [name for name, (role, _) in their_shape.items() if role == "Identifier"]
    our_identifiers = [name for name, (role, _) in our_shape.items() if role == "Identifier"]
    if sorted(identifiers) != sorted(our_identifiers):
        return f"identifiers {our_identifiers} for {identifiers}"
    our_head, our_rows = table(ours)
    their_head, their_rows = table(theirs)
    keyed = {}
    for row in our_rows:
        values = dict(zip(our_head, row))
        keyed[tuple(values.get(name, "") for name in identifiers)] = values
    if len(our_rows) != len(their_rows):
        return f"{len(our_rows)} rows for {len(their_rows)}"
    for row in their_rows:
        expected = dict(zip(their_head, row))
        key = tuple(expected.get(name, "").strip() for name in identifiers)
        values = keyed.get(key)
        if values is None:
            return f"no row {key}"
        for name in their_shape:
            if not same_value(values.get(name, ""), expected.get(name, "")):
                return f"{name} of {key} is {values.get(name, '')!r} for {expected.get(name, '')!r}"
    return None


def run(program, example, folder):
    script = folder / "example.vtl"
    script.write_text(script_of(example), encoding="utf-8")
    command = [program, "rules", "run", str(script), "--out", str(folder / "out")]
    for data in sorted(example.parent.glob("[dD][sS]_*.csv")):
        name = data.stem.upper()
        if not re.search(rf"\b{name}\b", script.read_text(encoding="utf-8")):
            continue
        command += ["--data", f"{name}={data}", "--structure", f"{name}={data.with_suffix('.json')}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return "unsupported" if ": unsupported" in done.stderr else "differs", done.stderr.strip().replace(str(folder) + "/", "")
    results = sorted((folder / "out").glob("*.csv"))
    if len(results) != 1:
        return "differs", f"{len(results)} results for one"
    problem = difference(results[0], example.with_suffix(".csv"))
    return ("differs", problem) if problem else ("agrees", "")


def main():
    checkout, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    here = pathlib.Path(__file__).parent
    errata, uncovered = reasons(here / "errata.txt"), reasons(here / "uncovered.txt")
    wrong = []
    for version in ("2.1", "2.2"):
        root = checkout / f"v{version}" / "docs" / "reference_manual" / "operators"
        counts = {}
        for example in sorted(root.glob("*/*/examples/ex_*.vtl")):
            operator = example.relative_to(root).parent.parent
            name = f"{version} {operator}/{example.stem}"
            if not example.with_suffix(".csv").exists():
                continue
            with tempfile.TemporaryDirectory() as folder:
                try:
                    verdict, reason = run(program, example, pathlib.Path(folder))
                except (KeyError, ValueError, OSError) as problem:
                    verdict, reason = "unreadable", repr(problem)
            if verdict == "differs" and name in errata:
                verdict, reason = "erratum", errata[name]
            elif name in errata:
                verdict, reason = "stale", f"is listed as an erratum, but {verdict}"
            elif verdict == "unsupported" and str(operator) not in uncovered and f"{operator}/{example.stem}" not in uncovered:
                verdict, reason = "refused", f"is not listed as uncovered: {reason}"
            if verdict not in ("agrees", "erratum", "unsupported"):
                wrong.append(name)
            counts[verdict] = counts.get(verdict, 0) + 1
            print(f"{verdict:12} {name}  {reason}".rstrip())
        if not counts:
            wrong.append(f"no examples below {root}")
        print(f"VTL {version}: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    for name in wrong:
        print(f"NOT IN ORDER: {name}")
    return 1 if wrong else 0


sys.exit(main())
