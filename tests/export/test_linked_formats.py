"""Annotations, linked data, graphs and dictionaries: read back with readers that are not ours."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import networkx
import pytest
import rdflib
from benchmarks.synthetic import Synthetic
from lxml import etree

from onrecord.export import TABLES, Page, export
from onrecord.export.annotators import LABELS, task
from onrecord.record import Article, Extent, Paragraph, Record, Statement
from onrecord.store import Store, open_store

# rdflib's own parser still uses what rdflib gave up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

PRESS = Synthetic(seed=8, people=20)
RECORDS = list(PRESS.records(15))
SCHEMA = rdflib.Namespace("https://schema.org/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ANNO_CONTEXT = {
    "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "oa": "http://www.w3.org/ns/oa#",
    "body": "oa:hasBody", "target": "oa:hasTarget", "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
}  # fmt: skip
"""The part of the W3C's context that is used; tests fetch nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export")
    with open_store(made / "news.db", write=True) as store:
        for record in RECORDS:
            store.add(record)
        for name in ("web-annotation", "json-ld", "label-studio", "doccano", "gexf", "csvw"):
            export(store, name, str(made / name))
    return made


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_annotation_targets_quote_the_page_at_their_positions(folder: Path) -> None:
    texts = {str(r.article.url): r.article.text for r in RECORDS}
    found = lines(folder / "web-annotation")
    assert len(found) == sum(len(r.statements) + len(r.events) for r in RECORDS)
    for annotation in found:
        for target in annotation["target"]:
            position, quote = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_annotations_are_rdf(folder: Path) -> None:
    graph = rdflib.Graph()
    for annotation in lines(folder / "web-annotation")[:20]:
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        graph.parse(data=json.dumps({**annotation, "@context": ANNO_CONTEXT}), format="json-ld")
    assert len(list(graph.subjects(rdflib.RDF.type, OA.Annotation))) == 20
    assert len(list(graph.subjects(rdflib.RDF.type, OA.TextQuoteSelector))) >= 20


def test_articles_are_linked_data_of_schema_org(folder: Path) -> None:
    graph = rdflib.Graph()
    for line in (folder / "json-ld").read_text(encoding="utf-8").splitlines():
        graph.parse(data=line, format="json-ld")
    articles = set(graph.subjects(rdflib.RDF.type, SCHEMA.NewsArticle))
    kinds = [s.kind == "direct" for r in RECORDS for s in r.statements]
    assert articles == {rdflib.URIRef(str(r.article.url)) for r in RECORDS}
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.Quotation))) == sum(kinds)
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.Claim))) == len(kinds) - sum(kinds)
    quotation = next(graph.subjects(rdflib.RDF.type, SCHEMA.Quotation))
    speaker = graph.value(quotation, SCHEMA.spokenByCharacter)
    assert str(graph.value(speaker, SCHEMA.name)) in {a.name for r in RECORDS for a in r.actors}


def test_unknown_things_are_left_out_of_linked_data(folder: Path) -> None:
    assert "null" not in (folder / "json-ld").read_text().replace('"null', "")


def test_label_studio_regions_mark_their_words_and_relations_join_regions(folder: Path) -> None:
    tasks = json.loads((folder / "label-studio").read_text(encoding="utf-8"))
    assert len(tasks) == len(RECORDS)
    for one in tasks:
        (prediction,) = one["predictions"]
        regions = {r["id"]: r for r in prediction["result"] if r["type"] == "labels"}
        for region in regions.values():
            value = region["value"]
            assert one["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= set(LABELS)
        for relation in (r for r in prediction["result"] if r["type"] == "relation"):
            assert {relation["from_id"], relation["to_id"]} <= set(regions)


def test_label_studio_counts_as_javascript_does() -> None:
    text = "\U0001f4a9 \U0001f4a9 “Wait,” she said."
    statement = Statement(id="s1", kind="direct", spans=(Extent(start=5, end=9),), text="Wait", confidence=1)
    article = Article(text=text, paragraphs=(Paragraph(start=0, end=len(text), role="body"),), sha256="0" * 64)
    value = task(Page(1, Record(article=article, statements=(statement,))))["predictions"][0]["result"][0]["value"]
    utf16 = text.encode("utf-16-le")
    assert utf16[value["start"] * 2 : value["end"] * 2].decode("utf-16-le") == value["text"] == "Wait"


def test_doccano_labels_are_spans_of_the_text(folder: Path) -> None:
    for line, record in zip(lines(folder / "doccano"), RECORDS, strict=True):
        assert line["text"] == record.article.text
        quoted = [line["text"][start:end] for start, end, label in line["label"] if label == "statement"]
        assert quoted == [s.text for s in record.statements]


def test_networkx_reads_the_graph_with_its_days(folder: Path) -> None:
    graph = networkx.read_gexf(folder / "gexf", version="1.3")
    edges = [d for _, _, d in graph.edges(data=True)]
    events = [e for r in RECORDS for e in r.events]
    said = sum(1 for r in RECORDS for s in r.statements for a in s.addressees if a != s.speaker)
    assert sum(e["what"] == "does" for e in edges) == len(events)
    assert sum(e["what"] == "says" for e in edges) == said
    assert {e["start"] for e in edges} <= {str(r.article.published)[:10] for r in RECORDS}
    assert graph.nodes["state:" + RECORDS[0].actors[0].country]["label"] == RECORDS[0].actors[0].name


def test_graph_is_xml_in_the_namespace_of_gexf_and_nodes_come_first(folder: Path) -> None:
    root = etree.parse(str(folder / "gexf")).getroot()
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    tags = [etree.QName(child).localname for child in root.find("{http://gexf.net/1.3}graph")]
    assert tags == ["attributes", "attributes", "nodes", "edges"]


@pytest.mark.parametrize("table", TABLES)
def test_csvw_describes_the_columns_of_the_csv(tmp_path: Path, folder: Path, table: str) -> None:
    with open_store(folder / "news.db") as store:
        export(store, "csvw", str(tmp_path / "meta.json"), table=table)
        export(store, "csv", str(tmp_path / "out.csv"), table=table)
    described = json.loads((tmp_path / "meta.json").read_text())
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    columns = described["tableSchema"]["columns"]
    assert [c["titles"] for c in columns] == header
    assert {c["datatype"] for c in columns} <= {"string", "integer", "number", "boolean", "date"}
    assert all(c["dc:description"] for c in columns)


def test_hostile_names_do_not_break_the_graph(tmp_path: Path) -> None:
    record = RECORDS[0]
    odd = '"><script>&\x00\x0b\ufffe</nodes>'
    actors = tuple(a.model_copy(update={"name": odd}) if a.kind == "person" else a for a in record.actors)
    store: Store
    with open_store(tmp_path / "news.db", write=True) as store:
        store.add(record.model_copy(update={"actors": actors}))
        export(store, "gexf", str(tmp_path / "out.gexf"))
    assert networkx.read_gexf(tmp_path / "out.gexf", version="1.3").number_of_nodes() > 0
