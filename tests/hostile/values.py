"""What a box may be sent that no person would type, each with its name."""

VALUES = {
    "not a number": "NaN",
    "infinity": "1e999",
    "four hundred digits": "9" * 400,
    "five thousand digits": "9" * 5000,
    "below nought": "-1",
    "nought": "0",
    "digits of another script": "١٢٣",
    "NUL and other control characters": "a\x00b\x01c\x1b[31m\x7f",
    "marks that turn the direction of reading": "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe\N{RIGHT-TO-LEFT ISOLATE}",
    "half a character": "\ud800".encode("utf-8", "surrogatepass"),
    "markup and template language": "<script>{{ 7|add:7 }}{% now 'Y' %}</script>",
    "a day that never is": "9999-99-99",
    "a list a hundred thousand deep": "[" * 100_000,
    "thirty thousand letters": "w" * 30_000,
}
