"""Hashes are found in a sorted column as a plain dictionary finds them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.fuzzy.build import _present, _trimmed
from vnnews.fuzzy.postings import Postings

HIGH = 0xFFFFFFFF00000000
hashes = st.integers(0, 2**64 - 1) | st.integers(0, 3).map(lambda n: n << 62) | st.just(2**64 - 1)


def postings(listed):
    """Each hash with its place as its number."""
    packed = [(each & HIGH) | number for number, each in enumerate(listed)]
    column = np.sort(np.array(packed, np.uint64))
    return Postings(column, _present(column))


@given(
    listed=st.lists(hashes, max_size=40),
    wanted=st.lists(hashes, max_size=8),
    limit=st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_what_is_there_is_found(listed, wanted, limit):
    found = postings(listed)
    wanted += listed[:4]
    under = [[n for n, each in enumerate(listed) if each >> 32 == hash_ >> 32] for hash_ in wanted]
    assert [found.under(hash_, limit) for hash_ in wanted] == [some[:limit] for some in under]
    assert found.under_any(wanted, 99) == [n for some in under for n in some]
    places, first, last = found.runs(np.array(wanted, np.uint64))
    runs = {p: found.numbers(a, b) for p, a, b in zip(places, first, last, strict=True)}
    assert runs == {place: some for place, some in enumerate(under) if some}


@given(
    listed=st.lists(st.integers(0, 3).map(lambda n: n << 62), max_size=30), most=st.integers(1, 4)
)
def test_of_too_many_the_first_are_kept(listed, most):
    column = np.sort(np.array([each | n for n, each in enumerate(listed)], np.uint64))
    kept = [
        n for each in range(4) for n in [i for i, h in enumerate(listed) if h >> 62 == each][:most]
    ]
    assert (_trimmed(column, most) & np.uint64(0xFFFFFFFF)).tolist() == kept
