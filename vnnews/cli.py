"""The command line: options in, ``run`` called, exit code out.

Exit codes, for every command:

- 0: all went well.
- 1: something is wrong with an input; it is told on standard error, the rest was processed.
- 2: nothing could be done: wrong usage, no article, output that cannot be written.
- 130: interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from rich.console import Console

from vnnews.evaluate.show import report_lines
from vnnews.extractor import Extractor
from vnnews.find.tagger import SHIPPED
from vnnews.formats.external.sources import CorpusFormat
from vnnews.formats.problem import InputError, reason
from vnnews.fuzzy import CUTOFF
from vnnews.records import json_schema
from vnnews.run.command import NOTHING_DONE, run_extract, run_view
from vnnews.run.evaluation import Request, run_evaluate
from vnnews.run.folder import Job
from vnnews.run.normalize import Source, run_match, run_normalize
from vnnews.run.outputs import Format
from vnnews.run.train import Recipe, run_train

app = typer.Typer(
    help="""Structured records from Vietnamese news.

    Exit codes: 0 all right; 1 something is wrong with an input, the rest was processed; 2 nothing
    could be done (usage, no article, output that cannot be written); 130 interrupted.
    """,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


class Grouping(StrEnum):
    """What articles are grouped by."""

    SOURCE = "source"


class Names(StrEnum):
    """What names are names of."""

    TITLES = "titles"
    ORGANIZATIONS = "organizations"


OneFile = Annotated[Path, typer.Argument(metavar="FILE", help="An article.")]
Published = Annotated[
    str | None, typer.Option(help="Day of publication (YYYY-MM-DD) of an article without one.")
]
Lexicon = Annotated[
    Path | None, typer.Option(help="Terms of your own (.tsv), which go before those built in.")
]
Model = Annotated[
    str, typer.Option(help="A model made by train; 'none' for the rules alone.", metavar="FILE")
]


def main() -> None:
    """Run ``app``; a closed pipe, an interrupt or a full disk ends it without a traceback."""
    try:
        app()
    except BrokenPipeError:  # "vnnews … | head": the rest is not wanted, nor a complaint at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _stop(f"{error.filename}: {reason(error)}" if error.filename else reason(error))


def _stop(message: str) -> NoReturn:
    print(f"vnnews: {message}", file=sys.stderr)
    raise SystemExit(NOTHING_DONE)


def _errors() -> Console:
    return Console(stderr=True)


def make_extractor(lexicon: Path | None, model: str) -> Extractor:
    """The extractor that the options ask for; a lexicon or model that is no good ends the run."""
    try:
        return Extractor(lexicon=lexicon, model=None if model == "none" else model)
    except ValueError as error:
        _stop(str(error))


@app.command()
def extract(  # noqa: PLR0913  a parameter for each option
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="INPUT...", help="Files or folders: .txt .html .json .jsonl"),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File (jsonl) or folder (brat); - is stdout.")
    ] = Path("-"),
    format_: Annotated[Format, typer.Option("--format", "-f")] = Format.JSONL,
    manifest: Annotated[
        Path | None,
        typer.Option(help='JSON lines {"id", "published", "source"}; id is the stem of a file.'),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")] = 1,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the text that offsets count in each record.")
    ] = False,
    lexicon: Lexicon = None,
    model: Model = SHIPPED,
) -> None:
    """Extract a record from every article.

    What is wrong with an input is told with its file and line, and the rest is processed. With
    FAILED or DAMAGED inputs the exit code is 1.

    - FAILED, no record: a missing path, an empty file, white space or marks without a letter, a
      binary file, a kind of file that is not read, broken JSON, an object without "text", a second
      article with the same id, a folder without articles, a bad line of the manifest.
    - DAMAGED, a record with a note: bytes that no encoding explains, NUL characters, lone
      surrogates, a "published" that is no day.
    - NOTE, nothing wrong: an encoding other than UTF-8, other files in a folder, articles and
      manifest lines that do not meet.

    A folder's own manifest.jsonl is used unless another is given. Output appears when it is
    complete. Offsets count the characters of a .txt with its line ends as they are; of a page,
    those of the text that --with-text or brat gives beside the record.
    """
    to = None if output == Path("-") else output
    wrong = _wrong_output(inputs, to, format_)
    if wrong:
        _stop(wrong)
    job = Job(make_extractor(lexicon, model), format_, with_text, jobs)
    raise SystemExit(run_extract(inputs, manifest, to, job, _errors()))


def _wrong_output(inputs: list[Path], output: Path | None, format_: Format) -> str | None:
    if format_ is Format.JSONL:
        return f"{output}: is a folder" if output and output.is_dir() else None
    if output is None:
        return "brat is written to a folder: --output FOLDER"
    if output.exists() and not output.is_dir():
        return f"{output}: is not a folder"
    folders = {(path if path.is_dir() else path.parent).resolve() for path in inputs}
    if output.resolve() in folders:
        return f"{output}: is an input; its annotations would be overwritten"
    return None


@app.command()
def show(
    file: OneFile, published: Published = None, lexicon: Lexicon = None, model: Model = SHIPPED
) -> None:
    """Show each article of a file with its mentions marked, then its record."""
    _view("show", file, published, make_extractor(lexicon, model))


@app.command()
def explain(
    file: OneFile, published: Published = None, lexicon: Lexicon = None, model: Model = SHIPPED
) -> None:
    """Tell which rule or row gave each value of a file's articles, and from which words."""
    _view("explain", file, published, make_extractor(lexicon, model))


def _view(
    how: Literal["show", "explain"], file: Path, published: str | None, extractor: Extractor
) -> NoReturn:
    # A table that is cut to a terminal that is not there would lose words.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    try:
        code = run_view(how, file, published, extractor, (console, _errors()))
    except ValueError as error:
        _stop(f"--published: {error}")
    raise SystemExit(code)


@app.command()
def evaluate(  # noqa: PLR0913  a parameter for each option
    corpus: Annotated[Path, typer.Argument(help="Folder of ID.txt + ID.ann, manifest.jsonl.")],
    *,
    format_: Annotated[
        CorpusFormat, typer.Option("--format", "-f", help="Format of a corpus of others.")
    ] = CorpusFormat.BRAT,
    pred: Annotated[
        Path | None,
        typer.Option(help="Predictions: folder of ID.ann, or .jsonl; else they are extracted."),
    ] = None,
    errors: Annotated[
        str | None, typer.Option(metavar="ROW", help="List the errors of a row by cause.")
    ] = None,
    by: Annotated[
        Grouping | None, typer.Option(help="Scores of each group as well, after the manifest.")
    ] = None,
    interval: Annotated[
        bool, typer.Option("--interval", help="95 % interval of F1, by articles.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    lexicon: Lexicon = None,
    model: Model = SHIPPED,
) -> None:
    """Score extraction, or given predictions, against an annotated corpus.

    P, R and F1 are strict; overlap, type and exact are F1 in the terms of SemEval-2013: mentions
    of one type that overlap; best-fitting mentions whose types agree; boundaries whatever the type.

    With another --format than brat the corpus is one of others, as its authors give it out: a
    folder of its files, or one of them. Its label map and boundaries are its card's; what was
    mapped, moved and dropped stands above the scores, which are those of the types that it marks.
    """
    request = Request(errors, by is not None, interval, as_json, format_)
    predictor = make_extractor(lexicon, model) if pred is None else pred
    try:
        code, lines = run_evaluate(corpus, predictor, request, _errors())
    except ValueError as error:
        _stop(f"--errors: {error}")
    print(*lines, sep="\n", end="\n" if lines else "")
    raise SystemExit(code)


@app.command()
def train(  # noqa: PLR0913  a parameter for each option
    corpora: Annotated[
        list[Path], typer.Argument(metavar="CORPUS...", help="Folders of ID.txt + ID.ann.")
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The model file (.npz).")],
    unlabelled: Annotated[
        list[Path] | None,
        typer.Option(help='.jsonl or .jsonl.gz of {"text"}, or a folder of them: for vectors.'),
    ] = None,
    silver: Annotated[
        int, typer.Option(min=0, help="Of these, how many a first model labels for the second.")
    ] = 6000,
    folds: Annotated[int, typer.Option(min=0, help="Of the cross-validation; 0 for none.")] = 5,
    seed: Annotated[int, typer.Option(help="Of all that is drawn at random.")] = 0,
    vectors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Vectors of the unlabelled: read if there, else kept."),
    ] = None,
    readings: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Tables of sentences of the unlabelled, with names."),
    ] = None,
    processes: Annotated[int, typer.Option(min=1, help="That learn side by side.")] = 1,
) -> None:
    """Train the tagger on annotated corpora; needs vnnews[train].

    Prints the report of the cross-validation: every article scored by a model that was trained
    without it. The same files, options and library versions give the same model to the byte.
    """
    recipe = Recipe(
        tuple(corpora),
        tuple(unlabelled or ()),
        silver,
        folds,
        seed,
        vectors,
        tuple(readings or ()),
        processes,
    )
    errors = _errors()
    try:
        report = run_train(recipe, output, lambda line: errors.print(line, highlight=False))
    except (InputError, ImportError) as error:
        _stop(str(error))
    if report is not None:
        print(*report_lines(report, "cross-validation"), sep="\n")


@app.command()
def normalize(
    what: Annotated[Names, typer.Argument(help="What the names are names of.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".csv, .tsv, or .txt of names.")],
    *,
    column: Annotated[str, typer.Option(help="The column that holds the names.")] = "name",
    place: Annotated[
        str, typer.Option("--place-column", help="The column with the place of each body.")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Else stdout.")] = None,
) -> None:
    """Add canonical name, id, score, reason and runner-up to a table of titles or organizations.

    What is not sure keeps its row, with "yes" under review.
    """
    raise SystemExit(run_normalize(what.value, Source(file, column, place), output, _errors()))


@app.command()
def match(
    queries: Annotated[Path, typer.Argument(metavar="QUERIES", help=".csv, .tsv or .txt")],
    *,
    against: Annotated[
        Path, typer.Option(help="Entries: columns name, and id, aliases, field if there are any.")
    ],
    column: Annotated[str, typer.Option(help="The column that holds the queries.")] = "name",
    cutoff: Annotated[float, typer.Option(min=0.0, max=1.0, help="Least score.")] = CUTOFF,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Else stdout.")] = None,
) -> None:
    """Tell for each name which entry of a list of your own it means, or why none."""
    raise SystemExit(run_match(Source(queries, column), against, output, cutoff, _errors()))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the records."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
