"""The style sheets that are kept as WeasyPrint parses them: they are that, and complaints are as they were."""

from __future__ import annotations

import inspect
import math
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from afgpub.styles import FOLDER

import afgpub
from afgpub.digests import sha256_of
from afgpub.renderers.pdf import sheets_ahead, style_sheets, user_agent_sheets
from afgpub.renderers.pdf.engine import counter_styles, heard, load_engine
from afgpub.renderers.pdf.sheets_ahead import index
from afgpub.theme import _variables, load_theme

HERE = Path(sheets_ahead.__file__).parent
THEMES = ("news", "magazine", "book")
FOUND_BY = ("id", "class_name", "local_name", "lower_local_name", "namespace", "requires_lang_attr", "never_matches")
HEAD = '"""{what}, as WeasyPrint {version} parses it: `pytest --rewrite`."""\n# fmt: off\n# ruff: noqa\n\n'


def texts() -> dict[str, str]:
    """What is kept, by the name of its module; what themes have in common only once."""
    folder = Path(load_engine().__file__).parent / "css"
    kept = {user_agent_sheets.trimmed((folder / "html5_ua.css").read_text("utf-8")): "user_agent"}
    for theme in ("", *THEMES):
        for file in ("base", "print", "print-rtl"):
            path = FOLDER / theme / f"{file}.css"
            if path.exists():
                kept[path.read_text("utf-8")] = f"{theme}_{file}".strip("_").replace("-", "_")
        if theme:
            kept.setdefault(_variables(load_theme(theme).colours), f"{theme}_colours")
    return {name: text for text, name in kept.items()}


class Matcher:
    """What WeasyPrint gives to cssselect2, in its order."""

    def __init__(self) -> None:
        self.added: list[tuple[Any, Any]] = []

    def add_selector(self, selector: Any, payload: Any) -> None:
        self.added.append((selector, payload))


class Sources:
    """The sources of the tests that cssselect2 compiles, by the tests."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from cssselect2 import compiler

        self.of: dict[Any, str] = {}
        monkeypatch.setattr(compiler, "eval", self.noting, raising=False)

    def noting(self, source: str, *names: Any) -> Any:
        test = eval(source, *names)  # noqa: S307
        self.of[test] = source
        return test


def parsed(css: str) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """The rules, the rules of pages and the counter styles that WeasyPrint finds in a text, without complaints."""
    import weasyprint

    matcher, counters, pages = Matcher(), counter_styles(), list[Any]()
    layers, profiles = list[Any](), dict[str, Any]()
    with heard() as told:
        weasyprint.CSS(
            string=css,
            matcher=matcher,
            counter_style=counters,
            page_rules=pages,
            layers=layers,
            color_profiles=profiles,
        )
    assert (told, layers, profiles) == ([], [], {})
    assert all(layer is None for _, (_, layer) in matcher.added) and "@font-face" not in css
    rules = [(rule[0][1][0], [selector for selector, _ in rule]) for rule in grouped(matcher.added)]
    return rules, [page[1:] for page in pages], dict(counters)


def grouped(added: list[tuple[Any, Any]]) -> Iterator[list[tuple[Any, Any]]]:
    """The selectors of a rule together."""
    for _, rule in groupby(added, key=lambda one: id(one[1][0])):
        yield list(rule)


class Writer:
    """Values as Python. Tokens say their line from the one at which the text begins."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.names: set[str] = set()
        self.pending: dict[int, str] = {}
        self.lines: list[str] = []

    def literal(self, value: Any) -> str:
        if value is None or isinstance(value, bool | int | str):
            return repr(value)
        if isinstance(value, float):
            return self.named("inf") if value == math.inf else repr(value)
        kind = type(value)
        if kind in (list, set):
            inner = ", ".join(map(self.literal, sorted(value) if kind is set else value))
            return f"[{inner}]" if kind is list else f"{{{inner}}}"
        if kind is dict:
            return "{" + ", ".join(f"{key!r}: {self.literal(one)}" for key, one in value.items()) + "}"
        if kind is tuple:
            return (
                "(" + "".join(f"{self.literal(one)}, " for one in value).rstrip(" " if len(value) == 1 else ", ") + ")"
            )
        return self.made(value)

    def made(self, value: Any) -> str:
        kind = type(value)
        if isinstance(value, tuple):
            return f"{self.named(kind.__name__)}({', '.join(map(self.literal, value))})"
        if isinstance(value, partial):
            assert not value.args
            words = ", ".join(f"{name}={self.literal(one)}" for name, one in value.keywords.items())
            return f"{self.named('partial')}({self.expander(value.func)}, {words})"
        if kind.__name__ in ("PendingExpander", "PendingProperty"):
            return self.shared(value)
        assert kind.__module__ == "tinycss2.ast", kind
        words = [name for name in inspect.signature(kind).parameters if name not in ("line", "column")]
        inner = ", ".join(self.literal(getattr(value, name)) for name in words)
        return f"{self.named(kind.__name__)}(at + {value.source_line - 1}, {value.source_column}, {inner})"

    def shared(self, value: Any) -> str:
        """A value that several properties wait for, made once: it complains once."""
        if id(value) not in self.pending:
            last = value.validator if hasattr(value, "validator") else value.name
            made = f"{self.named(type(value).__name__)}({self.literal(value.tokens)}, {self.literal(last)})"
            self.pending[id(value)] = f"v{len(self.pending)}"
            self.lines.append(f"{self.pending[id(value)]} = {made}")
        return self.pending[id(value)]

    def expander(self, function: Any) -> str:
        from weasyprint.css.validation.expanders import EXPANDERS

        return f"{self.named('EXPANDERS')}[{next(name for name, one in EXPANDERS.items() if one is function)!r}]"

    def selector(self, selector: Any) -> str:
        words = {name: getattr(selector, name) for name in FOUND_BY if getattr(selector, name)}
        inner = "".join(f", {name}={value!r}" for name, value in words.items())
        source = self.sources.of[selector.test]
        for name in ("split_whitespace", "ascii_lower", "urlparse"):
            if name in source:
                self.named(name)
        pseudo = selector.pseudo_element
        return f"{self.named('Selector')}({source}, {self.literal(selector.specificity)}, {pseudo!r}{inner})"

    def named(self, name: str) -> str:
        self.names.add(name)
        return name

    def module(self, css: str) -> str:
        """The function of a kept sheet, after what it imports."""
        rules, pages, counters = parsed(css)
        rows = ["rules = ("]
        for declarations, selectors in rules:
            rows.append(f"    ({self.literal(declarations)}, ({', '.join(map(self.selector, selectors))},)),")
        rows += [")", "pages: Any = (", *(f"    {self.literal(page)}," for page in pages), ")", "counters: Any = {"]
        rows += [*(f"    {name!r}: {self.literal(style)}," for name, style in counters.items()), "}"]
        body = "".join(f"    {line}\n" for line in (*self.lines, *rows, "return rules, pages, counters"))
        names = "".join(f"    {name},\n" for name in sorted(self.names))
        return (
            "from __future__ import annotations\n\nfrom typing import Any\n\n"
            + (f"from afgpub.renderers.pdf.sheets_ahead.kinds import (\n{names})\n" if names else "")
            + "\n\ndef sheet(at: int) -> tuple[Any, Any, dict[str, Any]]:\n"
            '    """Rules, rules of pages and counter styles; `at` is the line at which the text begins."""\n' + body
        )


def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The modules of all kept sheets and of their index."""
    packages = [import_module(name) for name in ("weasyprint", "tinycss2", "cssselect2")]
    sources, version = Sources(monkeypatch), packages[0].VERSION
    made = {
        name: HEAD.format(what=name, version=version) + Writer(sources).module(css) for name, css in texts().items()
    }
    known = "".join(f'    ({len(css)}, "{sha256_of(css.encode())}"): "{name}",\n' for name, css in texts().items())
    versions = "".join(f'    "{package.__name__}": "{package.VERSION}",\n' for package in packages)
    head = Path(index.__file__).read_text("ascii").partition("VERSIONS")[0]
    return made | {"index": f"{head}VERSIONS = {{\n{versions}}}\nSHEETS = {{\n{known}}}\n"}


def test_what_is_kept_is_what_weasyprint_parses(rewrite: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    modules = written(monkeypatch)
    found = {file.stem: file.read_text("utf-8") for file in HERE.glob("*.py")}
    del found["__init__"], found["kinds"]
    if rewrite and found != modules:
        for name in found.keys() - modules.keys():
            (HERE / f"{name}.py").unlink()
        for name, text in modules.items():
            (HERE / f"{name}.py").write_text(text, "utf-8")
        pytest.fail("rewritten")
    assert found == modules


@pytest.mark.parametrize("dir", ["ltr", "rtl"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_whole_style_sheet_is_put_together_in_order(theme: str, dir: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sources, css = Sources(monkeypatch), load_theme(theme).style_sheet("print", dir)
    assert list(sheets_ahead._known_pieces(css))[-1][1] == len(css)
    css += "\n@page { size: 20mm 30mm }\na::before { color: var(--ink) }\n@counter-style a { symbols: b }"
    counters, plain_counters = counter_styles(), counter_styles()
    kept = sheets_ahead.parse(css, counter_style=counters)
    plain = load_engine().CSS(string=css, counter_style=plain_counters)
    assert shown(kept, Writer(sources)) == shown(plain, Writer(sources))
    assert counters == plain_counters and "a" in counters


def shown(sheet: Any, writer: Writer) -> list[Any]:
    """What a parsed style sheet says, and where, as text."""
    rows: list[Any] = []
    for name, found in vars(sheet.matcher).items():
        lists = found.items() if isinstance(found, dict) else [("", found if isinstance(found, list) else [])]
        for key, entries in lists:
            for _, specificity, order, pseudo, (declarations, layer) in entries:
                rows.append((name, key, specificity, order, pseudo, writer.literal(declarations), layer))
    return [*rows, sheet.matcher.order, *(writer.literal(rule[1:]) for rule in sheet.page_rules), *writer.lines]


@pytest.mark.parametrize("name", ["seed", "elements", "book-dari"])
def test_the_same_rules_are_found_for_every_element(name: str) -> None:
    from cssselect2 import ElementWrapper
    from lxml import etree

    example = FOLDER.parent / "examples" / name / "article.md"
    page = afgpub.convert(example, to="html").output
    root = ElementWrapper.from_html_root(etree.HTML(page))
    for theme in THEMES:
        css = load_theme(theme).style_sheet("print", "rtl")
        kept = sheets_ahead.parse(css, counter_style=counter_styles()).matcher
        plain = load_engine().CSS(string=css, counter_style=counter_styles()).matcher
        found = [[(rule[:3], repr(rule[3])) for rule in kept.match(one)] for one in root.iter_subtree()]
        assert [[rule for rule, _ in rules] for rules in found] == [
            [rule[:3] for rule in plain.match(one)] for one in root.iter_subtree()
        ]
        assert sum(map(len, found)) > 100


def test_what_comes_after_a_theme_complains_as_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theme.toml").write_text('extends = "news"', "utf-8")
    (tmp_path / "print.css").write_text("p { color: nonsense }\n:root { --ink: 3mm }\n@page { oops: 1 }", "utf-8")
    source, options = "# Salaam\n\nWord.\n\n| a |\n|---|\n| b |\n", {"theme": str(tmp_path)}
    results = []
    for works in (True, False):
        if not works:
            monkeypatch.setattr(sheets_ahead, "_is_for_these", lambda: False)
        style_sheets._kept.__dict__.clear()
        made = afgpub.convert(source, to="pdf", options=options)
        results.append((made.messages, made.output))
    assert results[0] == results[1]
    assert len([found for found in results[0][0] if found.code == "layout-doubt"]) > 2


@pytest.mark.parametrize("name", list(index.VERSIONS))
def test_of_other_versions_everything_is_parsed(name: str) -> None:
    program = (
        "import sys\n"
        "from afgpub.renderers.pdf.sheets_ahead import index\n"
        f"index.VERSIONS[{name!r}] = '0'\n"
        "import afgpub\n"
        "afgpub.convert('# Salaam', to='pdf')\n"
        "print([name for name in sys.modules if 'sheets_ahead.' in name])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['afgpub.renderers.pdf.sheets_ahead.index']"
