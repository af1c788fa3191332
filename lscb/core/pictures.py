"""The only module that knows resvg: an SVG of ours as a PNG, with our typeface and nothing from outside."""

from importlib.resources import files

TWICE = 2  # pixels for each unit of the drawing, so that it is sharp on a slide


def as_png(svg: str) -> bytes:
    """Loaded where somebody asks for a picture: few do. No font, file or address but these two faces is read."""
    import resvg_py

    faces = files("font_source_sans_pro") / "files"
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=TWICE,
        skip_system_fonts=True,
        sans_serif_family="Source Sans Pro",
        font_files=[str(faces / f"SourceSansPro-{style}.ttf") for style in ("Regular", "Semibold")],
    )
