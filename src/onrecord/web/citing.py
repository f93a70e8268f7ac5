"""A statement or event ready to paste: quotation and source as text, Markdown and HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.store.search import Hit

_HTML = Markup(
    '<blockquote cite="{link}"><p>{words}</p><footer>{who}, <a href="{link}">{source}</a></footer></blockquote>'
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


@dataclass(frozen=True, slots=True)
class Citation:
    """One fact in three dresses."""

    text: str
    markdown: str
    html: str


def cite(hit: Hit, link: str) -> Citation:
    """Return a hit as a citation.

    Args:
        hit: what is cited; its words are the page's own.
        link: the full address of the fact in this store.
    """
    words = " ".join(hit.words.split())
    source = ", ".join(part for part in (hit.title, hit.outlet, hit.day) if part)
    address = hit.url or link
    return Citation(
        text=f"{hit.who}: “{words}” ({source}) {address}",
        markdown=f"> {_plain(words)}\n>\n> — {_plain(hit.who)}, [{_plain(source or address)}](<{_bare(address)}>)",
        html=str(_HTML.format(link=_web(address, link), words=words, who=hit.who, source=source or address)),
    )


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def _bare(address: str) -> str:
    return address.replace(">", "%3E").replace("<", "%3C").replace("\n", "")


def _web(address: str, link: str) -> str:
    """Return the address when it is one of the web, else the link: a page's own address may be anything."""
    return address if re.match(r"https?://", address) else link
