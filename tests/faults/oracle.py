"""The one question asked after every fault: is what was acknowledged there once, and nothing else?"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.faults.client import Ledger

Ask = Callable[[str], list[tuple[Any, ...]]]


def check(ask: Ask, ledger: Ledger) -> None:
    submitted = ask("SELECT reference, indicator_return_id FROM indicators_submission")
    assert Counter(submitted) == Counter(ledger.receipts.items())
    shown = ask("SELECT id FROM indicators_indicatorreturn WHERE status <> 'open'")
    once_each = Counter(ledger.receipts.values())
    assert Counter(item for (item,) in shown) == once_each
    logged = ask("SELECT object_id FROM core_activityevent WHERE verb = 'return.submitted'")
    assert Counter(item for (item,) in logged) == once_each
    owed = ask("SELECT dedupe_key FROM core_notification WHERE dedupe_key LIKE 'receipt:%'")
    assert Counter(key for (key,) in owed) == Counter(f"receipt:{reference}" for reference in ledger.receipts)

    kept = Counter(_commentary(texts) for (texts,) in ask("SELECT texts FROM indicators_figurerevision"))
    assert {text: kept[text] for text in ledger.texts} == dict.fromkeys(ledger.texts, 1)
    spells = ask("SELECT object_id, by_id, count(*) FROM core_activityevent WHERE verb = 'return.edited' GROUP BY 1, 2")
    edited = Counter(item for item, _by, _count in spells)
    writers = Counter(item for item, _session in ledger.writers)
    assert {item: edited[item] >= count for item, count in writers.items()} == dict.fromkeys(writers, True)
    assert [count for _item, _by, count in spells] == [1] * len(spells)


def _commentary(texts: Any) -> str:
    return (json.loads(texts) if isinstance(texts, str) else texts)["commentary"]
