"""A stored file is altered by one byte, or gone: whoever asks for it is told so and is given nothing."""

import pytest

from tests.faults import packs

pytestmark = pytest.mark.pdf


def test_a_file_that_is_not_what_was_stored_is_held_back_in_words(board):
    pack = next(board.packs)
    with board.product.worker():
        packs.ask_for(board, pack)
        packs.wait_for_state(board, pack, "done")
    [(path,)] = board.ask(
        "SELECT path FROM core_storedfile f JOIN reports_packedition e ON e.file_id = f.id WHERE pack_id = %s", pack
    )
    file = board.product.home / "files" / path
    whole = file.read_bytes()
    assert packs.download(board, pack).startswith("%PDF")

    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "is not what was stored" in packs.download(board, pack)

    file.unlink()
    assert "is missing from the store" in packs.download(board, pack)

    file.write_bytes(whole)
    assert packs.download(board, pack).startswith("%PDF")
