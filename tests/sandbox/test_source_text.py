from __future__ import annotations

import codecs

import pytest

from bot.sandbox.source_text import SourceText, why_unreadable


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x = 1\r\n",
        "x = 'é'\n".encode(),
        codecs.BOM_UTF8 + b"x\n",
        b"# -*- coding: latin-1 -*-\nx = '\xe9'\n",
        b"#!x\n# vim: coding=ISO-8859-15\n\xe9",
    ],
)
def test_reads_ordinary_source(content: bytes) -> None:
    why = why_unreadable(content)

    assert why is None


@pytest.mark.parametrize(
    "content",
    [
        "exec(x)".encode("utf-16"),
        "exec(x)".encode("utf-16-le"),
        b"x\0",
        b"# harmless\rexec(x)\n",
        b"x = '\xe9'\n",
        b"# coding: utf-7\n\xff",
        b"a\nb\n# coding: latin-1\n\xe9",
    ],
)
def test_names_bytes_that_the_engine_would_misread(content: bytes) -> None:
    why = why_unreadable(content)

    assert why is not None


def test_counts_characters_where_the_engine_counts_bytes() -> None:
    text = SourceText('x = "日本"; f()\ny = "😀"; f()\n'.encode())

    columns = (text.character_column(1, 15), text.character_column(2, 13), text.character_column(1, 1))

    assert columns == (11, 10, 1)


def test_counts_the_byte_order_mark_as_a_character_of_the_first_line() -> None:
    text = SourceText(codecs.BOM_UTF8 + b"f()\nf()\n")

    columns = (text.character_column(1, 1), text.character_column(2, 1))

    assert columns == (2, 1)
