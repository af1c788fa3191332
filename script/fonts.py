"""Cut the typefaces we serve and print with: script/fonts.py FOLDER. Does nothing where they are cut already.

Source Sans and Source Serif come from PyPI under the SIL Open Font Licence, which reserves the name "Source": each face
is cut to Latin and renamed, with its licence beside it.
"""

import hashlib
import sys
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

FAMILIES = {
    "Board Sans": ("font_source_sans_pro", "SourceSansPro", ["Regular", "It", "Semibold", "Bold"]),
    "Board Serif": ("font_source_serif_pro", "SourceSerifPro", ["Regular", "It", "Semibold"]),
}
LATIN = (
    "U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2044,U+20AC,U+2122,"
    "U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265,U+25B2,U+25BC"
)
FEATURES = [
    "kern",
    "liga",
    "tnum",
    "pnum",
    "lnum",
    "onum",
    "case",
    "smcp",
    "c2sc",
    "sups",
    "frac",
    "ccmp",
    "locl",
    "mark",
]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
FAMILY_NAMES, UNIQUE_NAME, FULL_NAME, POSTSCRIPT_NAME = (1, 16), 3, 4, 6


def main(folder: Path) -> None:
    stamp = folder / "cut-from.txt"
    if stamp.exists() and stamp.read_text() == cut_from():
        return
    print("Cutting the fonts")
    folder.mkdir(parents=True, exist_ok=True)
    for family, (package, stem, styles) in FAMILIES.items():
        source = files(package) / "files"
        name = family.replace(" ", "")
        for style in styles:
            cut(source / f"{stem}-{style}.ttf", folder / f"{name}-{style}.woff2", family, style)
        (folder / f"{name}-LICENSE.txt").write_bytes((source / "LICENSE.txt").read_bytes())
    stamp.write_text(cut_from())


def cut_from() -> str:
    """What the result depends on: the packages' versions and this script."""
    packages = [package.replace("_", "-") for package, _, _ in FAMILIES.values()]
    lines = [f"{package} {version(package)}" for package in [*packages, "fonttools", "brotli"]]
    return "\n".join([*lines, hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), ""])


def cut(source: Traversable, target: Path, family: str, style: str) -> None:
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont

    with source.open("rb") as file:
        font = TTFont(file, recalcTimestamp=False)
        subsetter = Subsetter(Options(layout_features=FEATURES, name_IDs=KEPT_NAMES))
        subsetter.populate(unicodes=parse_unicodes(LATIN))
        subsetter.subset(font)
        rename(font["name"], family, style)
        font.flavor = "woff2"
        font.save(target)


def rename(names, family: str, style: str) -> None:
    full = f"{family} {style}"
    postscript = full.replace(" ", "")
    new = dict.fromkeys(FAMILY_NAMES, family) | {UNIQUE_NAME: full, FULL_NAME: full, POSTSCRIPT_NAME: postscript}
    for record in names.names:
        if record.nameID in new:
            names.setName(new[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
