"""Decodes a page's bytes: byte-order marks, declared charsets that may lie, and guesses as the last resort."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import NotTextError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"(\xb5/\xfd", "zstd-compressed data"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_HEAD = 4096
"""Bytes in which a declared charset is looked for; HTML asks for the first 1,024, pages often put it later."""
_SAMPLE = 64 * 1024
"""Bytes on which a charset is guessed."""
# HTML (WHATWG Encoding Standard) reads these names as their Windows supersets.
_ALIASES = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874", "unicode": "utf-16",
}  # fmt: skip


def decode(data: bytes) -> str:
    """Return the text of a page's bytes.

    In order: a byte-order mark; UTF-8 when all bytes are valid UTF-8 (a declared charset that says otherwise lies); the
    declared charset; a guess.

    Raises:
        NotTextError: when the bytes are not text, by their first bytes or for their control characters.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(f"the input is {what}, not a page of text or HTML")
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        text = data.decode("utf-8", "surrogatepass")  # lone surrogates are taken out with other broken characters
    except UnicodeDecodeError as error:
        text = _other(data, error)
    _refuse_binary(text)
    return text


def _without_mark(data: bytes) -> str | None:
    """Return the UTF-16 kind of data without a mark, by where the null bytes of Latin letters stand."""
    head = data[:512]
    if len(head) < 8 or head.count(0) < len(head) * 0.3:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * len(head) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.6 * len(head) / 2 and odd < even / 10:
        return "utf-16-be"
    return None


def _other(data: bytes, error: UnicodeDecodeError) -> str:
    declared = _declared(data)
    if declared and declared not in ("utf-8", "utf_8"):
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    # A few bad bytes in a page of UTF-8 (a cut character, a pasted byte) do not make it another charset.
    loose = data.decode("utf-8", "replace")
    bad = loose.count("�")
    if sum(c > "\x7f" for c in loose) >= 2 * bad:  # by chance, bytes of another charset make few valid sequences
        return loose
    foreign = sum(1 for b in data[:_SAMPLE] if b >= 0x80)
    at = max(0, error.start - _SAMPLE // 2)
    guess = from_bytes(data[at : at + _SAMPLE]).best()
    charset = _ALIASES.get((guess.encoding if guess else "cp1252").lower(), guess.encoding if guess else "cp1252")
    # A page of English in a single-byte charset is Windows-1252 far more often than the rarer ones a guess may name.
    if foreign <= 0.02 * min(len(data), _SAMPLE):
        charset = "cp1252"
    return data.decode(charset, "replace")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii", "ignore").lower()
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    # A declaration that can be read byte by byte is not in UTF-16; UTF-7 could make markup of plain letters.
    return None if found.startswith(("utf-16", "utf-32", "utf-7")) else found


def _refuse_binary(text: str) -> None:
    """Refuse a text of which more than one character in fifty is a control character other than white space."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > max(4, len(sample) * 0.02):
        raise NotTextError("the input is binary data, not a page of text or HTML: it is full of control characters")
