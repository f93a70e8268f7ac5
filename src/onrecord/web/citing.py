"""What can be shared, ready to paste: quotation and source, or a view, as text, Markdown and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.comparing import Comparison
from onrecord.store.search import Hit

_QUOTED = Markup(
    '<blockquote cite="{link}"><p>{words}</p><footer>{who}, <a href="{link}">{source}</a></footer></blockquote>'
)
_LINK = Markup('<p><a href="{link}">{words}</a></p>')
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
"""Marks that turn the direction of writing: pasted elsewhere they could turn what stands around them."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing to share: its link in this store, and the same in three dresses."""

    link: str
    text: str
    markdown: str
    html: str


def cite(hit: Hit, link: str) -> Citation:
    """Return a hit as a citation.

    Args:
        hit: what is cited; its words are the page's own.
        link: the full address of the fact in this store.
    """
    words, who = _clean(hit.words), _clean(hit.who)
    source = _clean(", ".join(part for part in (hit.title, hit.outlet, hit.day) if part))
    address = _web(hit.url or link, link)
    return Citation(
        link=link,
        text=f"{who}: “{words}” ({source}) {address}",
        markdown=f"> {_plain(words)}\n>\n> — {_plain(who)}, [{_plain(source or address)}](<{_bare(address)}>)",
        html=str(_QUOTED.format(link=address, words=words, who=who, source=source or address)),
    )


def cite_view(words: str, link: str) -> Citation:
    """Return a search or another view as a citation: what it shows in words, and its address."""
    words = _clean(words)
    return Citation(
        link=link,
        text=f"{words}: {link}",
        markdown=f"[{_plain(words)}](<{_bare(link)}>)",
        html=str(_LINK.format(link=link, words=words)),
    )


def cite_comparison(comparison: Comparison, link: str) -> Citation:
    """Return a comparison as a citation: the accounts, the first disagreement in both their words, the address."""
    names = " beside ".join(_clean(f"“{a.title or a.name}”") for a in comparison.accounts)
    disputed = next((c for pair in comparison.pairs for c in pair.conflicts), None)
    if disputed is None:
        return cite_view(names, link)
    first, second, about = _clean(disputed.first.text), _clean(disputed.second.text), _clean(disputed.about)
    said = f"On {about}: “{first}”; “{second}”"
    marked = f"> {_plain(first)}\n\n> {_plain(second)}"
    quoted = Markup("<blockquote>{}</blockquote><blockquote>{}</blockquote>").format(first, second)
    return Citation(
        link=link,
        text=f"{names}. {said}. {link}",
        markdown=f"{marked}\n\n[{_plain(names)}](<{_bare(link)}>)",
        html=str(quoted + _LINK.format(link=link, words=names)),
    )


def _clean(text: str) -> str:
    return " ".join(_TURNS.sub("", text).split())


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def _bare(address: str) -> str:
    return address.replace(">", "%3E").replace("<", "%3C").replace("\n", "")


def _web(address: str, link: str) -> str:
    """Return the address when it is one of the web, else the link: a page's own address may be anything."""
    return address if re.match(r"https?://\S+$", address) else link
