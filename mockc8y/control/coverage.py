"""Which operations of the official specification are emulated, and how sure we are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from mockc8y.api.route import Evidence, Route

EMULATED = "emulated"
MISSING = "not emulated"

MEANING = {
    Evidence.RECORDED: "seen on a real tenant",
    Evidence.CLIENT: "a published client relies on it",
    Evidence.SPEC: "stated by the specification",
    Evidence.ASSUMED: "our choice where nothing is known",
}


def coverage(table: Iterable[Route]) -> dict[str, object]:
    """Return the state and evidence of every operation, and how many there are of each."""
    operations = [_row(route) for route in table]
    emulated = [row for row in operations if row["state"] == EMULATED]
    return {
        "total": len(operations),
        "emulated": len(emulated),
        "notEmulated": len(operations) - len(emulated),
        "checkedAgainstSpecification": len(emulated),
        "evidence": dict(sorted(Counter(row["evidence"] for row in emulated).items())),
        "operations": operations,
    }


def coverage_page(table: Iterable[Route]) -> str:
    """Return the same as a page for people: one table per API, filterable without a script."""
    report = coverage(table := list(table))
    families: dict[str, list[Route]] = {}
    for route in table:
        families.setdefault(route.family, []).append(route)
    sections = "".join(_section(name, routes) for name, routes in sorted(families.items()))
    legend = "".join(f'<dt class="{name}">{name}</dt><dd>{escape(text)}</dd>' for name, text in MEANING.items())
    summary = (
        f"<p class=summary><strong>{report['emulated']}</strong> of {report['total']} operations are emulated; the "
        f"answers of all {report['checkedAgainstSpecification']} are checked against the specification by the test "
        "suite. The others answer <code>501</code> with their name.</p>"
    )
    share = 100 * len([route for route in table if route.handler]) / max(len(table), 1)
    return _PAGE.format(summary=summary, share=f"{share:.0f}", legend=legend, sections=sections)


def _row(route: Route) -> dict[str, object]:
    return {
        "operation": route.operation,
        "method": route.method,
        "path": route.path,
        "state": EMULATED if route.handler else MISSING,
        "evidence": route.evidence.value if route.handler else None,
        "roles": sorted(route.roles),
    }


def _section(family: str, routes: list[Route]) -> str:
    done = sum(1 for route in routes if route.handler)
    rows = "".join(_line(route) for route in routes)
    return (
        f"<details open><summary><h2>/{escape(family)}</h2> "
        f'<span class="count">{done} of {len(routes)}</span></summary>'
        f"<table><thead><tr><th>Method<th>Path<th>Operation<th>Roles<th>State<th>Evidence</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _line(route: Route) -> str:
    state = EMULATED if route.handler else MISSING
    evidence = route.evidence.value if route.handler else ""
    roles = " ".join(f"<code>{escape(role)}</code>" for role in sorted(route.roles))
    return (
        f'<tr class="{"yes" if route.handler else "no"}"><td class="method">{route.method}'
        f'<td class="path">{escape(route.path)}<td>{escape(route.operation)}'
        f'<td class="roles">{roles}<td class="state">{state}'
        f'<td><span class="tag {evidence}">{evidence}</span></tr>'
    )


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>mockc8y coverage</title>
<style>
:root {{ color-scheme: light dark; --ink: #1b2733; --soft: #5b6b7b; --line: #d9e0e7; --paper: #fff; --band: #f4f7fa;
  --good: #0b7a53; --bad: #a3490b; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6edf3; --soft: #9fb0c0; --line: #2f3b47; --paper: #10171e;
  --band: #182028; --good: #4cc38a; --bad: #f0a35e; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; max-width: 92rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.6rem; margin: 0 0 .25rem; }} h2 {{ display: inline; font-size: 1.05rem; }}
.summary {{ margin: .25rem 0 .75rem; }}
.bar {{ height: .5rem; border-radius: .25rem; background: var(--line); overflow: hidden; }}
.bar i {{ display: block; height: 100%; background: var(--good); }}
dl {{ display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0; color: var(--soft); font-size: .85rem; }}
dt {{ font-weight: 600; color: var(--ink); }} dd {{ margin: 0 .75rem 0 -.9rem; }}
details {{ border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; overflow-x: auto; }}
summary {{ cursor: pointer; padding: .55rem .9rem; background: var(--band); }}
.count {{ color: var(--soft); font-size: .85rem; margin-left: .5rem; }}
table {{ width: 100%; min-width: 58rem; table-layout: fixed; border-collapse: collapse; font-size: .85rem; }}
th:nth-child(1) {{ width: 5.5rem; }} th:nth-child(4) {{ width: 19rem; }} th:nth-child(n+5) {{ width: 7rem; }}
th {{ text-align: left; color: var(--soft); font-weight: 600; }}
th, td {{ padding: .3rem .9rem; border-top: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; }}
.method {{ font-weight: 600; }} .path, code {{ font-family: ui-monospace, monospace; font-size: .92em; }}
.roles code {{ display: block; color: var(--soft); }}
.yes .state {{ color: var(--good); }} .no .state {{ color: var(--bad); }}
.tag {{ border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem; white-space: nowrap; }}
.tag:empty {{ display: none; }} .tag.assumed {{ border-style: dashed; }}
</style></head><body>
<h1>mockc8y coverage</h1>
{summary}
<div class="bar" role="img" aria-label="{share} percent emulated"><i style="width: {share}%"></i></div>
<dl>{legend}</dl>
{sections}
</body></html>
"""
