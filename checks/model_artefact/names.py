"""Which files are looked at: by name only those are left out that are source, text or pictures by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.model_artefact.containers.sniff import Kind, kind_of
from checks.model_artefact.documents import is_document

if TYPE_CHECKING:
    from checks.core.place import RepoPath

_SOURCE = (
    "py pyi pyx pxd ipynb js jsx mjs cjs ts tsx mts cts vue svelte java kt kts scala groovy gradle go rs c h cc cpp cxx hpp hh cu"
    " cuh m mm cs fs vb swift rb php pl pm lua r jl dart ex exs erl hrl hs ml mli clj cljs lisp el asm s sql sh bash zsh fish ps1"
    " bat cmd awk proto thrift graphql tf tfvars hcl nix cmake mk bzl dockerfile wat zig nim v sol f90 rmd qmd rules xhtml jsp jspx"
    " tag ejs hbs erb twig mustache"
)
_TEXT = (
    "md mdx rst txt adoc tex bib html htm css scss sass less xml xsd xsl svg json json5 jsonl ndjson yml yaml toml ini cfg conf"
    " properties env lock sum mod csv tsv log diff patch po pot j2 jinja jinja2 tmpl tpl editorconfig gitignore gitattributes"
    " gitmodules gitkeep dockerignore npmignore npmrc nvmrc eslintrc prettierrc babelrc flake8 pylintrc in spec example sample"
    " template snap map pem crt cer pub asc key"
)
_MODELS = "pkl pickle p pt pth ckpt joblib dill sav npy npz safetensors nemo mar skops gguf keras onnx pb pbtxt tflite rds rda rdata"
# Text that is read only when its content is that of a model's.
_DOCUMENTS = (".json", ".jinja", ".jinja2", ".j2", ".xml", ".pmml")
_WEIGHTS = frozenset((".safetensors", ".pt", ".pth", ".ckpt", ".gguf", ".h5", ".keras", ".msgpack", ".onnx"))
_BROUGHT = ("modeling_", "configuration_", "tokenization_", "processing_", "image_processing_")
_MEDIA = "png jpg jpeg gif webp bmp ico tiff tif avif heic mp3 wav ogg flac mp4 mov avi mkv webm woff woff2 ttf otf eot pdf psd ai"
_LEFT_OUT = frozenset(f".{suffix}" for suffix in f"{_SOURCE} {_TEXT} {_MEDIA}".split())
_PLAIN_NAMES = (
    "license licence copying notice authors contributors changelog readme makefile gnumakefile dockerfile containerfile procfile"
    " gemfile rakefile vagrantfile jenkinsfile codeowners pipfile cmakelists build workspace justfile brewfile head config"
    " commondir version"
)
_NAMES = frozenset(_PLAIN_NAMES.split())
_BY_NAME = tuple(f".{each}" for each in _MODELS.split())
# An import as protocols 0 and 1 write it. Lists of words hold the like by chance; the sandbox tells them apart.
_IMPORT = re.compile(rb"[ci][A-Za-z_][\w.]*\r?\n[A-Za-z_][\w.]*\r?\n")
# What no text holds, and every protocol buffer does.
_CONTROL = re.compile(rb"[\x01-\x06\x0e-\x1a]")
# What is never a model by its first bytes, whatever is in it: programs, pictures and documents under odd names.
_FOREIGN = (b"\x7fELF", b"MZ", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\xca\xfe\xba\xbe", b"\0asm", b"OggS", b"ID3")
_ZIPPED_NAMES = "jar war whl apk aar docx xlsx pptx odt ods odp epub nupkg vsix xpi"
_ZIPPED = tuple(f".{each}" for each in _ZIPPED_NAMES.split())


def is_modeling_code(path: RepoPath) -> bool:
    """Whether it is Python that a model's repository brings along, by the names that its configuration refers to."""
    return path.suffix == ".py" and path.name.lower().startswith(_BROUGHT)


def is_weights(path: RepoPath) -> bool:
    """Whether it holds a model's weights, by its name; `.bin` alone says nothing."""
    listed = path.name.endswith(".safetensors.index.json")
    return listed or path.suffix in _WEIGHTS or (path.suffix == ".bin" and "model" in path.name.lower())


def applies_to(path: RepoPath) -> bool:
    """Whether the file may be a model: by a model's name, or by a name that says nothing."""
    if path.suffix in _BY_NAME or is_modeling_code(path):
        return True
    first = path.name.lower().strip(".").partition(".")[0]
    if any(folder.startswith(".") for folder in path.folders) or (path.name.startswith(".") and not path.suffix):
        return False
    if path.suffix in _DOCUMENTS:
        return True
    return path.suffix not in _LEFT_OUT and path.suffix not in _ZIPPED and (bool(path.suffix) or first not in _NAMES)


def concerns(path: RepoPath, content: bytes) -> bool:
    """Whether the bytes are worth the sandbox: a model's name, a format that is read here, or bytes that are no text."""
    if path.suffix in _BY_NAME:
        return True
    if path.suffix == ".py":
        return False
    if is_document(path.text, content):
        return True
    if path.suffix in _DOCUMENTS or not content or (content.startswith(_FOREIGN) and kind_of(content) is Kind.OTHER):
        return False
    if kind_of(content) is not Kind.OTHER or b"\0" in content or b"\x80" in content:
        return True
    return _CONTROL.search(content) is not None or _IMPORT.search(content) is not None
