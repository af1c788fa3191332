import pytest

from lscb.core.browsers import in_words

MOZILLA = "Mozilla/5.0 ("


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (MOZILLA + "Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Windows"),
        (MOZILLA + "Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            MOZILLA + "X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            "Chrome on a Chromebook",
        ),
        (MOZILLA + "Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.0 Safari/605.1", "Safari on a Mac"),
        (MOZILLA + "iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1", "Chrome on an iPhone"),
        (MOZILLA + "Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36", "Samsung Internet on Android"),
        ("", "A browser"),
        ("<script>alert(1)</script>", "A browser"),
    ],
)
def test_a_browser_is_named_in_words_and_nothing_else_of_it_is_kept(user_agent, words):
    assert in_words(user_agent) == words
