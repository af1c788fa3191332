"""Which lines of the product the tests run: each statement of it leaves a mark (docs/decisions/0085).

``pytest -p tests.lines -n 2``, as script/test says it: counted in the processes that test, reported by coverage.
"""

import ast
import os
import sys
from importlib.machinery import PathFinder, SourceFileLoader
from itertools import chain
from pathlib import Path

import coverage

MARKS = "__lines__"
PACKAGES = coverage.Coverage().get_option("run:source")
# Of each file that was imported: one for each line that was run.
run: dict[str, bytearray] = {}


class Marked(SourceFileLoader):
    """What it loads marks its lines, and is kept in no cache."""

    def get_code(self, fullname):
        return self.source_to_code(self.get_data(self.path), self.path)

    def source_to_code(self, data, path, **options):
        run[path] = bytearray(data.count(b"\n") + 2)
        return super().source_to_code(with_marks(ast.parse(data)), path, **options)

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        vars(module)[MARKS] = run[self.path]
        exec(code, vars(module))


class Finder(PathFinder):
    """Finds the product, its migrations aside, and leaves whatever else there is to others."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        package, *inside = fullname.split(".")
        if package not in PACKAGES or "migrations" in inside:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Marked(fullname, spec.loader.path)
        return spec


def product():
    """Its files, migrations aside."""
    there = chain.from_iterable(Path(package).resolve().rglob("*.py") for package in PACKAGES)
    return (path for path in there if path.parent.name != "migrations")


def with_marks(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, list(chain.from_iterable(marked(statement) for statement in block)))
        if isinstance(node, ast.ExceptHandler | ast.match_case):
            node.body.insert(0, mark(getattr(node, "pattern", node).lineno, node.body[0]))
    return tree


def marked(statement):
    """It and the mark before it, or after what has to stay first; docstrings are no lines of anybody's count."""
    match statement:
        case ast.Expr(value=ast.Constant()):
            return [statement]
        case ast.ImportFrom(module="__future__"):
            return [statement, mark(statement.lineno, statement)]
    above = [decorator.lineno for decorator in getattr(statement, "decorator_list", [])]
    return [*(mark(line, statement) for line in [*above, statement.lineno]), statement]


def mark(line: int, where: ast.stmt) -> ast.Assign:
    slot = ast.Subscript(ast.Name(MARKS, ast.Load()), ast.Constant(line), ast.Store())
    return ast.fix_missing_locations(ast.copy_location(ast.Assign([slot], ast.Constant(1)), where))


if "PYTEST_XDIST_WORKER" in os.environ:
    sys.meta_path.insert(0, Finder)


def pytest_unconfigure():
    """Files that nobody imported are named as well: not a line of them was run."""
    data = coverage.CoverageData(os.environ.get("COVERAGE_FILE"), suffix=True)
    data.add_lines({path: [line for line, was in enumerate(marks) if was] for path, marks in run.items()})
    data.touch_files(str(path) for path in product() if str(path) not in run)
    data.write()
